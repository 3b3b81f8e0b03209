import { expect } from 'chai';
import type { Schema } from '../../../../lib/server/docs/document.ts';
import { sampleOf } from '../../../../lib/server/docs/sample.ts';
import { smallDocument } from './small-document.ts';

const sample = (schema: Schema) => sampleOf(smallDocument, { schema });

describe('An example of a body', () => {
  it('is the one that the document gives', () => {
    expect(sampleOf(smallDocument, { example: 1, schema: { const: 2 } })).to.equal(1);
    expect(sampleOf(smallDocument, { examples: { a: { value: 3 } }, schema: { const: 2 } })).to.equal(3);
  });

  it('is put together from the schema, with the examples that stand there', () => {
    expect(sample({ $ref: '#/components/schemas/Pet' })).to.deep.equal({
      id: '7',
      kind: 'dog',
      age: 2,
      owner: { name: '…', pets: [] },
      food: [{ grams: 0 }],
      notes: { name: '…' },
    });
  });

  it('leaves out what a schema holds of itself', () => {
    const schemas = {
      Tree: { properties: { leaf: { type: 'boolean' }, left: { $ref: '#/components/schemas/Tree' } } },
    };
    const schema = { $ref: '#/components/schemas/Tree' };
    expect(sampleOf({ ...smallDocument, components: { schemas } }, { schema })).to.deep.equal({
      leaf: false,
    });
  });

  it('is the first of several', () => {
    expect(sample({ anyOf: [{ const: 'a' }, { const: 'b' }] })).to.equal('a');
    expect(sample({ enum: ['c', 'd'] })).to.equal('c');
  });

  it('keeps to kinds and least values', () => {
    const kinds: [Schema, unknown][] = [
      [{ type: 'integer', minimum: 3 }, 3],
      [{ type: 'number', minimum: -5 }, 0],
      [{ type: 'boolean' }, false],
      [{ type: 'object' }, {}],
      [{ type: 'array' }, []],
      [{ type: ['string', 'null'] }, '…'],
      [{ type: 'string', format: 'uri' }, '/…'],
      [{}, '…'],
    ];
    for (const [schema, expected] of kinds) expect(sample(schema)).to.deep.equal(expected);
  });
});
