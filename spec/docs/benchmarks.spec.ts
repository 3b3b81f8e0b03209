import { expect } from 'chai';
import { DOCUMENTS, withFigures } from '../../bench/documents.ts';
import { readResults } from '../../bench/results.ts';
import { read } from './pages.ts';

describe('figures of benches in documents', () => {
  for (const document of DOCUMENTS)
    it(`are those of the last run that is kept (${document})`, async () => {
      const text = read(document);
      expect(text).to.include('<!-- bench:');
      expect(withFigures(text, await readResults())).to.equal(text);
    });

  it('are refused a name that no block has', async () => {
    const results = await readResults();
    expect(() => withFigures('<!-- bench:nothing -->\n<!-- /bench -->', results)).to.throw(
      'no block of figures is called nothing',
    );
  });
});
