import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { curlOf } from '../../../../lib/server/docs/curl.ts';
import { listOperations, type OpenApiDocument } from '../../../../lib/server/docs/document.ts';
import { smallDocument } from './small-document.ts';

const run = promisify(execFile);

/** The command by its summary. */
function commandOf(summary: string, document: OpenApiDocument = smallDocument): string {
  const found = listOperations(document.paths).find(({ operation }) => operation.summary === summary);
  return curlOf(document, found!);
}

describe('The command that asks an operation', () => {
  it('fills in what is required, encoded, and the key', () => {
    expect(commandOf('One pet')).to.equal(
      `curl -s -H "Authorization: Bearer $CONNECT_TRACKER_KEY" 'http://127.0.0.1:3000/pets/a%2Fb?on=x%20y'`,
    );
  });

  it('gives no key where none is needed, and shows a stream as it comes', () => {
    expect(commandOf('News')).to.equal(`curl -sN 'http://127.0.0.1:3000/news'`);
  });

  it('goes to the server that the document names', () => {
    const document = { ...smallDocument, servers: [{ url: 'https://pets.example/' }] };
    expect(commandOf('News', document)).to.equal(`curl -sN 'https://pets.example/news'`);
    expect(commandOf('News', { ...document, servers: [{ url: '/' }] })).to.contain(
      "'http://127.0.0.1:3000/news'",
    );
  });

  it('is words of a shell, whatever the body holds', async () => {
    const command = commandOf('Feed it');
    expect(command).not.to.contain('Authorization');
    const { stdout } = await run('sh', ['-c', command.replace(/^curl/, 'printf "%s\\n"')]);
    expect(stdout.trimEnd().split('\n')).to.deep.equal([
      '-s',
      '-X',
      'POST',
      '-H',
      'Content-Type: application/json',
      '-d',
      `{"name":"dog's dinner"}`,
      'http://127.0.0.1:3000/pets/a%2Fb',
    ]);
  });
});
