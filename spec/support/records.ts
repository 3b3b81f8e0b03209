export { increment, newId } from '../../lib/testing/store-contract/writes.ts';
