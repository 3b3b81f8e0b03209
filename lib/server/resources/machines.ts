import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { AnyStateMachine } from 'xstate';
import { toMachineSummary, toMachineView } from '../../diagram/describe.ts';
import { toMermaid } from '../../diagram/mermaid.ts';
import { toSvg } from '../../diagram/svg.ts';
import { STYLE } from '../../diagram/svg-style.ts';
import type { Provider } from '../../providers/provider.ts';
import { isHeld, revisionOfText } from '../conditional.ts';
import { linkedUnder, mountOf } from '../mount.ts';
import { ProblemError } from '../problem.ts';
import { oneOf, readQuery } from '../query.ts';
import { sendText } from '../send.ts';
import type { Route } from './route.ts';

/** A machine, and the names of the providers whose sessions run through it. */
interface Used {
  readonly machine: AnyStateMachine;
  readonly providers: readonly string[];
}

interface Answer {
  readonly type: string;
  readonly text: string;
  readonly revision: string;
}

/** Besides the style of a picture nothing may come into force where it is looked at by itself. */
const PICTURE_POLICY = `default-src 'none';style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}';frame-ancestors 'none'`;

const formats = {
  json: ({ machine, providers }: Used, mount: string) =>
    answerOf('application/json', JSON.stringify(linkedUnder(mount, toMachineView(machine, providers)))),
  mermaid: ({ machine }: Used) => answerOf('text/vnd.mermaid', toMermaid(machine)),
  svg: ({ machine }: Used) => answerOf('image/svg+xml', toSvg(machine)),
};

type Format = keyof typeof formats;

/** The statecharts that sessions run through. They stay as they are while the process runs: each is described once. */
export function machineRoutes(providers: readonly Pick<Provider, 'name' | 'machine'>[]): Route[] {
  const machines = usedBy(providers);
  const known = { format: oneOf(Object.keys(formats) as Format[]) };
  // Of no more mount paths than it takes: where one has a parameter, whoever asks can make up any number.
  const made = new LRUCache<string, Answer>({ max: 100 });
  const once = (request: IncomingMessage, key: string, make: (mount: string) => Answer): Answer => {
    const mount = mountOf(request);
    const answer = made.get(`${mount} ${key}`) ?? make(mount);
    made.set(`${mount} ${key}`, answer);
    return answer;
  };
  return [
    {
      path: '/v1/machines',
      get(request, response) {
        readQuery(request, {});
        const list = (mount: string) => {
          const all = [...machines.values()].map((one) => toMachineSummary(one.machine, one.providers));
          const linked = all.map((one) => linkedUnder(mount, one));
          return answerOf('application/json', JSON.stringify({ machines: linked }));
        };
        send(request, response, once(request, 'all', list));
      },
    },
    {
      path: '/v1/machines/:name',
      get(request, response) {
        const { format = 'json' } = readQuery(request, known);
        const name = request.params['name'] as string;
        const used = machines.get(name);
        if (used === undefined)
          throw new ProblemError(
            'machine-not-found',
            `No statechart has this name. There are: ${[...machines.keys()].join(', ')}.`,
          );
        send(
          request,
          response,
          once(request, `${format} ${name}`, (mount) => formats[format](used, mount)),
        );
      },
    },
  ];
}

function usedBy(providers: readonly Pick<Provider, 'name' | 'machine'>[]): ReadonlyMap<string, Used> {
  const machines = new Map<string, Used>();
  for (const { name, machine } of providers) {
    const used = machines.get(machine.id) ?? { machine, providers: [] };
    machines.set(machine.id, { ...used, providers: [...used.providers, name] });
  }
  return machines;
}

function answerOf(type: string, text: string): Answer {
  return { type, text, revision: revisionOfText(text) };
}

function send(request: IncomingMessage, response: ServerResponse, { type, text, revision }: Answer): void {
  // Also with 304: the header then takes the place of the one that the browser has kept.
  if (type === 'image/svg+xml') response.setHeader('content-security-policy', PICTURE_POLICY);
  if (!isHeld(request, response, revision)) sendText(response, type, text);
}
