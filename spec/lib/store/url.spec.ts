import { expect } from 'chai';
import { StoreConfigurationError } from '../../../lib/errors.ts';
import { parseStoreUrl } from '../../../lib/store/url.ts';

describe('a store address', () => {
  const redis = { kind: 'redis', cluster: false, tls: false, db: 0 };
  const node = { host: 'h', port: 6379 };

  const understood: [string, object][] = [
    ['lmdb://./data', { kind: 'embedded', name: 'lmdb://./data', folder: './data' }],
    ['lmdb:///var/lib/x y', { kind: 'embedded', name: 'lmdb:///var/lib/x y', folder: '/var/lib/x y' }],
    ['redis://h', { ...redis, name: 'redis://h', nodes: [node] }],
    ['REDIS://h:6380/', { ...redis, name: 'redis://h:6380', nodes: [{ host: 'h', port: 6380 }] }],
    ['redis://h/5', { ...redis, name: 'redis://h/5', nodes: [node], db: 5 }],
    ['redis://:secret@h', { ...redis, name: 'redis://h', nodes: [node], password: 'secret' }],
    [
      'redis://joe:a%40b%3A@h',
      { ...redis, name: 'redis://h', nodes: [node], username: 'joe', password: 'a@b:' },
    ],
    [
      'redis://joe:a/b@c@h',
      { ...redis, name: 'redis://h', nodes: [node], username: 'joe', password: 'a/b@c' },
    ],
    ['redis://[::1]:7000', { ...redis, name: 'redis://[::1]:7000', nodes: [{ host: '::1', port: 7000 }] }],
    ['rediss://h', { ...redis, name: 'rediss://h', tls: true, nodes: [node] }],
    [
      'redis+cluster://:secret@h,i:7001',
      {
        ...redis,
        name: 'redis+cluster://h,i:7001',
        cluster: true,
        nodes: [node, { host: 'i', port: 7001 }],
        password: 'secret',
      },
    ],
    ['rediss+cluster://h', { ...redis, name: 'rediss+cluster://h', cluster: true, tls: true, nodes: [node] }],
  ];
  for (const [url, address] of understood) {
    it(`is understood as ${url}`, () => expect(parseStoreUrl(url)).to.eql(address));
  }

  const refused: [string, RegExp][] = [
    ['', /no scheme/],
    ['./data', /no scheme/],
    ['secret@h:6379', /no scheme/],
    ['postgres://joe:secret@h/db', /scheme "postgres"/],
    ['lmdb://', /no folder/],
    ['redis://', /host cannot be read/],
    ['redis://joe:secret@', /host cannot be read/],
    ['redis://joe:secret@h:many', /host cannot be read/],
    ['redis://joe:secret@h:70000', /no port 70000/],
    ['redis://joe:secret@h/secret', /number of a database/],
    ['redis://joe:secret@h/1?secret=1', /number of a database/],
    ['redis://joe:secret%@h', /%25/],
    ['redis://joe:secret@h:1,i:2', /redis\+cluster/],
    ['redis+cluster://joe:secret@h:1/3', /no database but 0/],
    ['redis+cluster://joe:secret@h:1,,i:2', /host cannot be read/],
  ];
  for (const [url, reason] of refused) {
    it(`is refused as ${url === '' ? 'nothing' : url}, with the reason and the forms but no password`, () => {
      expect(() => parseStoreUrl(url))
        .to.throw(StoreConfigurationError)
        .with.property('message')
        .that.matches(reason)
        .and.includes('lmdb://./data')
        .and.includes('rediss+cluster://')
        .and.does.not.include('secret');
    });
  }
});
