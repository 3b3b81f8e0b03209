import { expect } from 'chai';
import { anchor, html, phrase, prose } from '../../../../lib/server/docs/html.ts';

const HOSTILE = `<img src=x onerror="a()">&'`;
const ESCAPED = '&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;&#39;';

describe('html', () => {
  it('escapes all that is not markup', () => {
    expect(html`<p title="${HOSTILE}">${HOSTILE}</p>`.markup).to.equal(
      `<p title="${ESCAPED}">${ESCAPED}</p>`,
    );
    expect(html`<ul>${[html`<li>${HOSTILE}</li>`, HOSTILE]}</ul>`.markup).to.equal(
      `<ul><li>${ESCAPED}</li>${ESCAPED}</ul>`,
    );
  });

  it('writes numbers, and nothing for what is absent', () => {
    expect(html`${0} ${undefined}${[]}.`.markup).to.equal('0 .');
  });

  it('leaves backslashes as they are', () => {
    expect(html`${'\\n'}`.markup).to.equal('\\n');
  });
});

describe('The words of a description', () => {
  const markupOf = (text: string | undefined) => html`${prose(text)}`.markup;

  it('are paragraphs, lists and code', () => {
    expect(markupOf('One `a`,\nstill one.\n\n- x\n- `y`\n\nTwo.')).to.equal(
      '<p>One <code>a</code>,\nstill one.</p>\n<ul><li>x</li><li><code>y</code></li></ul>\n<p>Two.</p>\n',
    );
  });

  it('stay text', () => {
    expect(markupOf(`\`${HOSTILE}\` [a](javascript:b) ${HOSTILE}`)).to.equal(
      `<p><code>${ESCAPED}</code> [a](javascript:b) ${ESCAPED}</p>\n`,
    );
  });

  it('keep a backtick that stands alone', () => {
    expect(html`${phrase('it`s')}`.markup).to.equal('it`s');
  });

  it('may be absent', () => {
    expect(markupOf(undefined)).to.equal('');
    expect(phrase(undefined)).to.deep.equal([]);
  });
});

describe('An anchor', () => {
  it('is made of letters, digits and hyphens', () => {
    expect(anchor('schema', 'AlertView')).to.equal('schema-AlertView');
    expect(anchor('operation', 'GET /v1/a/{id}')).to.equal('operation-GET-v1-a-id');
    expect(anchor('"><script>')).to.equal('script');
  });
});
