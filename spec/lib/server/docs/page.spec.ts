import { expect } from 'chai';
import type { OpenApiDocument } from '../../../../lib/server/docs/document.ts';
import { renderReference } from '../../../../lib/server/docs/page.ts';
import { smallDocument } from './small-document.ts';

const problems = { 'no-pet': { status: 404, title: 'No such pet', hint: 'Look at `/pets`.' } };

function render(document: OpenApiDocument = smallDocument): string {
  return renderReference({ document, problems, links: { document: '/openapi.json', style: '/style.css' } });
}

/** What stands between tags, with one blank for each gap. */
function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The text of what has an id. */
function entry(id: string, page = render()): string {
  const [, rest = ''] = page.split(`<article id="${id}"`);
  return textOf(`<article ${rest.split('</article>')[0]}`);
}

describe('The reference of the API', () => {
  it('says what the API is', () => {
    const page = render();
    expect(page).to.match(/^<!doctype html>/);
    expect(page).to.contain('<title>pets 2.0.0: reference</title>');
    expect(textOf(page)).to.contain('pets 2.0.0 All about pets .');
    expect(page).to.contain('<a href="/openapi.json">').and.to.contain('href="/style.css"');
    expect(page, 'no other icon is asked for').to.contain('<link rel="icon" href="data:,">');
  });

  it('tells all of an operation', () => {
    expect(entry('operation-getPet')).to.match(
      /^One pet GET \/pets\/\{petId\} Needs an API key with the scope read \./,
    );
    const parts = [
      'Parameters petId required path, string Which. Not empty. For example 7 .',
      'on required query, string For example x y .',
      'Answers 200 The pet. Headers: ETag X-Own any value Its own.',
      'application/json Pet Example',
      'Problems 404 no-pet lost-pet As a command curl -s',
    ];
    for (const part of parts) expect(entry('operation-getPet')).to.contain(part);
    expect(render()).to.contain('<a href="#problem-no-pet"><code>no-pet</code></a>');
  });

  it('tells who may ask', () => {
    expect(entry('operation-followNews')).to.contain('No key is needed.');
    expect(entry('operation-POST-pets-petId')).to.contain('Takes a signature in the header X-Signature .');
    expect(entry('operation-getPet', render({ ...smallDocument, security: [] }))).to.contain('scope read');
  });

  it('tells what a body holds, and that it may be left out', () => {
    expect(entry('operation-POST-pets-petId')).to.contain(
      'Body It may be left out. application/json Food Example',
    );
    expect(entry('operation-followNews')).to.contain('text/event-stream text, its data Pet');
  });

  it('tells both of an answer that can be a problem and something else', () => {
    const text = entry('operation-followNews');
    expect(text).to.match(
      /503 None now\. application\/json Food Example \{ "name": "…" \} Problems 503 no-news/,
    );
  });

  it('tells of a webhook without a command', () => {
    const text = entry('operation-petBorn');
    expect(text).to.contain('A pet was born POST petBorn Body application/json Animal');
    expect(text).to.contain('Answers 2XX Taken. 410 No more. others Again later.');
    expect(text).not.to.match(/curl|key/);
  });

  it('lists what an object has, with what it takes over and what is inside', () => {
    const text = entry('schema-Pet');
    const parts = [
      'Pet A pet. id required string An id. Not empty. For example 7 .',
      'kind required "dog" What it is. age',
      'age required integer In years. 1 to 40. Default 2 .',
      'owner object name required string 1 to 9 characters. Matches ^[a-z]+$ . pets array of Pet',
      'food array of object grams number',
      'notes object of string or null',
    ];
    for (const part of parts) expect(text).to.contain(part);
    expect(entry('schema-Animal')).to.contain('One of: Pet Food');
  });

  it('writes a simple schema where it is used, and nowhere else', () => {
    const page = render();
    expect(page).not.to.contain('schema-Id').and.not.to.contain('schema-Kind');
    expect(entry('schema-Base')).to.contain('kind required string What it is. One of cat , dog .');
  });

  it('leaves no operation out that has no tag of the document', () => {
    const page = render();
    expect(page).to.match(/<h2 id="tag-Other-operations-title">Other operations<\/h2>/);
    expect(page).not.to.contain('Unused');
    expect(render({ info: smallDocument.info, paths: { '/': { get: { summary: 'Root' } } } })).to.contain(
      '>Operations</h2>',
    );
  });

  it('lists the problems with what to do', () => {
    expect(textOf(render())).to.contain('no-pet 404 No such pet Look at /pets .');
  });

  it('refuses a document with a reference that leads nowhere', () => {
    const components = { ...smallDocument.components, schemas: {} };
    expect(() => render({ ...smallDocument, components })).to.throw('nothing at #/components/schemas/');
  });
});
