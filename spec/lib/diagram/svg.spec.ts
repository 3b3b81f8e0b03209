import { expect } from 'chai';
import { type AnyStateMachine, createMachine } from 'xstate';
import { toChart } from '../../../lib/diagram/chart.ts';
import { toSvg } from '../../../lib/diagram/svg.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { verificationMachine } from '../../../machines/verification.ts';

const machines: readonly AnyStateMachine[] = [connectMachine, verificationMachine];

const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What stands in all elements of a kind. */
const inAll = (svg: string, tag: string) =>
  [...svg.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^<]*)</${tag}>`, 'g'))].map(([, text = '']) =>
    plain(text),
  );

/** The lines of text in each box, by the name that it bears. */
const boxesIn = (svg: string) =>
  new Map(
    [...svg.matchAll(/<g class="(\w+)">(?:(?!<\/g>).)*<text class="name".*?<\/g>/gs)].map(
      ([box, kind = '']) => {
        const [name = '', ...lines] = inAll(box, 'text');
        return [name, { kind, lines: lines.join(' '), box }] as const;
      },
    ),
  );

/** Throws unless every element is closed where it should be; returns the names of all. */
function elementsOf(svg: string): string[] {
  const open: string[] = [];
  const all: string[] = [];
  for (const [, close, name = '', alone] of svg.matchAll(/<(\/?)([\w!?-]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close) expect(open.pop()).to.equal(name);
    else all.push(name);
    if (!close && !alone) open.push(name);
  }
  expect(open).to.deep.equal([]);
  return all;
}

describe('the picture of a machine', () => {
  for (const machine of machines)
    describe(machine.id, () => {
      const svg = toSvg(machine);

      it('has a box for every stage, which says who is waited for', () => {
        const boxes = boxesIn(svg);
        for (const { name, ends, waitingOn } of toChart(machine).stages)
          expect(boxes.get(name)?.lines, name).to.match(
            ends ? /^the end/ : new RegExp(`^waiting for ${waitingOn}`),
          );
      });

      it('shows every transition that a stage expects: by a line from it or from a group that it is in, or in its box', () => {
        const lines = inAll(svg, 'title');
        for (const { key, tags, transitions } of Object.values(machine.states))
          for (const [event, [transition]] of transitions) {
            const to = transition?.target?.[0]?.key;
            if (to === undefined) continue;
            const starts = [key, ...tags.map((tag) => `any ${tag}`)];
            const drawn = starts.some((from) =>
              lines.some(
                (line) => line.startsWith(`${from} → ${to}: `) && line.split(/: |, /).includes(event),
              ),
            );
            const box = boxesIn(svg).get(key)?.lines ?? '';
            const told =
              to === key
                ? box.includes(`again on`) && box.includes(event)
                : /back to .*$/.exec(box)?.[0].includes(to);
            expect(drawn || told, `${key} on ${event} to ${to}`).to.equal(true);
          }
      });

      it('is well-formed, and needs nothing besides: no script, no other file', () => {
        expect(new Set(elementsOf(svg))).not.to.include.any.keys(
          'script',
          'image',
          'foreignObject',
          'a',
          'use',
        );
        expect(svg).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
        expect(svg.match(/https?:|href|@import/g)).to.deep.equal(['http:']);
        expect(svg.match(/url\([^#]/)).to.equal(null);
        expect(svg).not.to.match(/ on\w+=/);
      });

      it('can be heard: a title, and every stage with what leads on from it in words', () => {
        const [, title = '', desc = ''] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(svg) ?? [];
        expect(plain(new RegExp(`<title id="${title}">(.*?)</title>`).exec(svg)?.[1] ?? '')).to.equal(
          machine.root.description,
        );
        const words = plain(new RegExp(`<desc id="${desc}">(.*?)</desc>`).exec(svg)?.[1] ?? '');
        for (const { from, to, events } of toChart(machine).arrows) {
          const who = from.replace(/^any (.*)$/, 'Any $1 stage');
          expect(words, `${from} to ${to}`).to.match(
            new RegExp(`(^|\\. )${who}\\b[^.]*\\b${events.join(' or ')} leads to ${to}\\b`),
          );
        }
      });

      it('is the same every time', () => {
        expect(toSvg(machine)).to.equal(svg);
      });
    });

  it('tells kinds of stages apart by more than colour', () => {
    const boxes = boxesIn(toSvg(connectMachine));
    const signOf = (name: string) => / d="(.*?)"/.exec(boxes.get(name)?.box ?? '')?.[1];
    const names = ['mfa', 'unableToConnect', 'added', 'done', 'idle', 'any waiting stage'];
    expect(names.map((name) => boxes.get(name)?.kind)).to.deep.equal([
      'waiting',
      'failing',
      'success',
      'ended',
      'plain',
      'group',
    ]);
    expect(new Set(names.map(signOf))).to.have.lengthOf(names.length);
    const twoBorders = [...boxes]
      .filter(([, { box }]) => box.includes('class="inner"'))
      .map(([name]) => name);
    expect(twoBorders).to.have.members(['done', 'abandoned']);
  });

  it('says that an ending failed or worked, too', () => {
    const boxes = boxesIn(toSvg(verificationMachine));
    expect(['failed', 'success', 'abandoned'].map((name) => boxes.get(name)?.kind)).to.deep.equal([
      'failing',
      'success',
      'ended',
    ]);
  });

  it('is made for light and for dark', () => {
    expect(toSvg(connectMachine)).to.include('@media (prefers-color-scheme: dark)');
  });

  it('names the events of an arrow, unless the stage that it leads to bears the name', () => {
    const machine = createMachine({
      initial: 'a',
      states: {
        a: { on: { b: 'b', y: 'b', c: 'c' } },
        b: { on: { again: 'a', z: 'b' } },
        c: { on: { a: 'a' } },
      },
    });
    const svg = toSvg(machine);
    const named = [...svg.matchAll(/<g class="events">(.*?)<\/g>/g)].map(([, group = '']) =>
      inAll(group, 'text'),
    );
    expect(named).to.deep.equal([['b', 'y']]);
    expect(boxesIn(svg).get('b')?.lines).to.equal('waiting for nobody again on z back to a on again');
    expect(boxesIn(svg).get('c')?.lines).to.equal('waiting for nobody back to a');
  });

  it('leads to the stage in which a state lies', () => {
    const inner = { initial: 'x', states: { x: {}, y: {} }, on: { out: 'c' } };
    const machine = createMachine({
      id: 'own',
      initial: 'a',
      states: { a: { on: { go: '#own.b.y', root: '#own' } }, b: inner, c: {} },
    });
    const lines = inAll(toSvg(machine), 'title').filter((title) => title.includes('→'));
    expect(lines).to.deep.equal(['a → b: go', 'b → c: out']);
  });

  it('has a heading, and says what its signs mean and what is not drawn', () => {
    const texts = inAll(toSvg(verificationMachine), 'text').join(' ');
    expect(texts).to.include(verificationMachine.root.description);
    expect(texts).to.include('somebody is waited for something has failed it has worked');
    expect(texts).to.include('Not drawn: the timers');
  });

  it('lists the stages of a group, or those that are not in it where they are fewer', () => {
    const boxes = boxesIn(toSvg(connectMachine));
    expect(boxes.get('any waiting stage')?.lines).to.equal('all but idle, done, abandoned');
    expect(boxes.get('any signingIn stage')?.lines).to.equal(
      'adding, invalidCredentials, mfa, mfaUpdated, credentialsUpdated',
    );
  });

  it('leaves out what the root takes from everywhere, and timers', () => {
    const machine = createMachine({
      initial: 'a',
      on: { fallthrough: '.b' },
      states: { a: { after: { 1000: 'b' } }, b: { tags: 'ended' } },
    });
    expect(inAll(toSvg(machine), 'title').filter((title) => title.includes('→'))).to.deep.equal([]);
  });

  it('keeps hostile names as text', () => {
    const hostile = `</text><script>alert("1")</script>'&amp;`;
    const machine = createMachine({
      id: '"><script>',
      description: hostile,
      initial: hostile,
      states: {
        [hostile]: {
          description: hostile,
          tags: hostile,
          meta: { waitingOn: hostile },
          on: { [`${hostile}1`]: 'toString', [`${hostile}2`]: { target: hostile.replaceAll('.', '\\.') } },
        },
        toString: {},
      },
    });
    const svg = toSvg(machine);
    const elements = new Set(elementsOf(svg));
    expect([...elements]).to.have.members([
      'svg',
      'title',
      'desc',
      'style',
      'defs',
      'marker',
      'path',
      'text',
      'g',
      'circle',
      'rect',
    ]);
    expect(svg).not.to.include('<script');
    expect(boxesIn(svg).get(hostile)?.lines).to.equal(`waiting for ${hostile} again on ${hostile}2`);
    expect(inAll(svg, 'title')).to.include(`${hostile} → toString: ${hostile}1`);
  });

  it('replaces what XML cannot hold', () => {
    const machine = createMachine({
      description: 'a\0b\u001bc\ud800d\uffff 😀',
      initial: 'a',
      states: { a: {} },
    });
    expect(inAll(toSvg(machine), 'title')[0]).to.equal('a\ufffdb\ufffdc\ufffdd\ufffd 😀');
  });
});
