/** What so many sessions a month ask of processes and of Redis, by what an event costs: the figures of docs/scale.md. */

/** What things cost; the defaults were measured (docs/scale.md says how). */
export interface Costs {
  /** CPU of a process for a delivery, signature verified, and for a question, in µs. */
  readonly delivery: number;
  readonly question: number;
  /** CPU of Redis for each, in µs. */
  readonly commit: number;
  readonly read: number;
  /** What Redis keeps of a finished session, in bytes. */
  readonly bytes: number;
}

/** How sessions come. */
export interface Traffic {
  /** In 30 days. */
  readonly sessionsAMonth: number;
  /** Share of deliveries that come once more, five minutes later. */
  readonly retried: number;
  /** Questions for each session. */
  readonly questions: number;
  /** How long sessions are kept, in days. */
  readonly kept: number;
}

/** What comes in a day, per second. */
export interface Day {
  readonly mean: number;
  readonly busiestHour: number;
  readonly busiestSecond: number;
}

/** What it takes. */
export interface Need {
  /** Cores of processes, and masters of Redis for their CPU and for their memory. */
  readonly cores: number;
  readonly mastersByCpu: number;
  readonly mastersByMemory: number;
  /** In GB. */
  readonly memory: number;
}

export const COSTS: Costs = { delivery: 185, question: 75, commit: 35, read: 7, bytes: 1_000 };
export const TRAFFIC: Omit<Traffic, 'sessionsAMonth'> = { retried: 0.01, questions: 4, kept: 30 };

/** Sessions by the hour of the day, as a share of the mean: people connect their banks when they are awake. */
const HOURS = [
  ...[0.35, 0.22, 0.15, 0.12, 0.13, 0.22, 0.45, 0.8, 1.15, 1.45, 1.6, 1.65],
  ...[1.6, 1.55, 1.5, 1.45, 1.4, 1.4, 1.45, 1.5, 1.4, 1.15, 0.8, 0.51],
];
/** When the events of a session come, in s after its first. */
const STEPS = [0, 9, 24, 30, 48, 76, 87, 90];
const RETRY_AFTER = 300;
const DAY = 86_400;
/** A process, and a Redis, should have this share of a core to do in the busiest second. */
const FULL = 0.7;
/** Memory of a master, in GB, of which so much is records: forks, fragmentation and clients need the rest. */
const MASTER = 32 * 0.6;

/** The events of one day, second by second. */
export function simulateDay({ sessionsAMonth, retried }: Traffic, random = generator(1)): Day {
  const events = new Float64Array(DAY);
  const add = (second: number, count: number) => {
    events[second % DAY]! += count;
  };
  for (let second = 0; second < DAY; second++) {
    const sessions = poisson((sessionsAMonth / 30 / DAY) * shareAt(second), random);
    if (sessions === 0) continue;
    for (const step of STEPS) {
      add(second + step, sessions);
      add(second + step + RETRY_AFTER, poisson(sessions * retried, random));
    }
  }
  const hours = HOURS.map((_, hour) => sum(events.subarray(hour * 3_600, (hour + 1) * 3_600)) / 3_600);
  return {
    mean: sum(events) / DAY,
    busiestHour: Math.max(...hours),
    busiestSecond: events.reduce((most, count) => Math.max(most, count), 0),
  };
}

export function needOf(traffic: Traffic, { mean, busiestSecond }: Day, costs: Costs): Need {
  const questionsASecond = (traffic.questions / STEPS.length) * busiestSecond;
  const cpu = busiestSecond * costs.delivery + questionsASecond * costs.question;
  const redis = busiestSecond * costs.commit + questionsASecond * costs.read;
  const sessionsADay = (mean * DAY) / STEPS.length / (1 + traffic.retried);
  const memory = (sessionsADay * traffic.kept * costs.bytes) / 1e9;
  return {
    cores: Math.ceil(cpu / 1e6 / FULL),
    mastersByCpu: Math.ceil(redis / 1e6 / FULL),
    mastersByMemory: Math.ceil(memory / MASTER),
    memory,
  };
}

/** Prints the table for sessions a month, and the one for events a second. */
export function benchSimulate(): void {
  const costs = withEnv(COSTS);
  const given = withEnv(TRAFFIC);
  console.log(`\ncosts ${JSON.stringify(costs)}\ntraffic ${JSON.stringify(given)}\n`);
  console.log(rowOf(...HEADS));
  console.log(rowOf(...HEADS.map(() => '---')));
  const months = [1e6, 1e7, 1e8, 1e9];
  // Of a mean rate: eight events to a session.
  const rates = [1e2, 1e3, 1e4, 1e5].map((rate) => (rate * DAY * 30) / STEPS.length / (1 + given.retried));
  for (const sessionsAMonth of [...months, ...rates]) {
    const traffic = { ...given, sessionsAMonth };
    const day = simulateDay(traffic);
    const need = needOf(traffic, day, costs);
    console.log(
      rowOf(
        ...[sessionsAMonth, day.mean, day.busiestHour, day.busiestSecond].map(shown),
        ...[need.cores, need.mastersByCpu, need.memory, need.mastersByMemory].map(shown),
      ),
    );
  }
}

const HEADS = [
  ...['sessions a month', 'events/s, mean', 'busiest hour', 'busiest second'],
  ...['cores', 'masters by CPU', 'GB in Redis', 'masters by memory'],
];

function rowOf(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Two digits that count, or all of a small number. */
function shown(value: number): string {
  const digits = value < 100 ? 2 : 3;
  return Number(value.toPrecision(digits)).toLocaleString('en');
}

/** The same with what the environment says otherwise, e.g. `BYTES=800 KEPT=90`. */
function withEnv<T extends object>(values: T): T {
  const given = Object.entries(values).map(([name, value]) => [
    name,
    Number(process.env[name.toUpperCase()] ?? value),
  ]);
  return Object.fromEntries(given) as T;
}

function shareAt(second: number): number {
  const hour = second / 3_600 - 0.5;
  const [before, after] = [Math.floor(hour), Math.floor(hour) + 1];
  const part = hour - before;
  return HOURS[(before + 24) % 24]! * (1 - part) + HOURS[after % 24]! * part;
}

function poisson(mean: number, random: () => number): number {
  if (mean <= 0) return 0;
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > end; product *= random()) count += 1;
  return count;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The same numbers for the same seed (mulberry32), so that a table can be made again. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
