#!/usr/bin/env node
import { createProgram } from './program.ts';
import { reportFailure } from './report-failure.ts';

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const words = process.argv.slice(2);
try {
  await createProgram().parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
} catch (error) {
  process.exitCode = reportFailure(error, { json: words.includes('--json') });
}
