export { increment, newId, written } from '../../lib/testing/store-contract/writes.ts';
