export { failureOf } from '../../lib/testing/store-contract/failure-of.ts';
