/** One file of declarations for each entry, and the report of its public names, both by API Extractor. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { root } from './entries.mjs';

const REPORTS = join(root, 'docs/public-api');

const compilerOptions = {
  target: 'es2023',
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: ['node'],
};

const loud = { logLevel: ExtractorLogLevel.Warning };
const silent = { logLevel: ExtractorLogLevel.None };

/** What is public is what an entry exports; no tags say it again. */
const messages = {
  compilerMessageReporting: { default: loud },
  extractorMessageReporting: {
    default: loud,
    'ae-missing-release-tag': silent,
    'ae-undocumented': silent,
  },
  tsdocMessageReporting: { default: silent },
};

function configOf({ path, title }, { from, to }) {
  const main = join(from, `${path}.d.ts`);
  return ExtractorConfig.prepare({
    configObjectFullPath: join(root, 'scripts/rollup.mjs'),
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: main,
      compiler: { overrideTsconfig: { compilerOptions, files: [main] } },
      apiReport: {
        enabled: true,
        reportFileName: `${title}.api.md`,
        reportFolder: REPORTS,
        reportTempFolder: join(from, 'reports'),
      },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: join(to, `${path}.d.ts`) },
      newlineKind: 'lf',
      messages,
    },
  });
}

/**
 * Rolls up the declarations in `from` into `to`. Resolves to what somebody has to see to: `changed`, the entries whose public
 * names or signatures are others than in their reports, which `accept` writes anew; `forgotten`, by entry the types that it
 * uses and does not export; `faults`, what else the tool has to say.
 */
export function rollUp(entries, { from, to, accept }) {
  for (const folder of [REPORTS, join(from, 'reports')]) mkdirSync(folder, { recursive: true });
  const configs = entries.map((entry) => configOf(entry, { from, to }));
  const compilerState = CompilerState.create(configs[0], {
    additionalEntryPoints: configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
  });
  const changed = [];
  const forgotten = [];
  const faults = [];
  for (const [index, { title, specifier }] of entries.entries()) {
    const messageCallback = (message) => {
      message.handled = true;
      const [, symbol] = /^The symbol "(\w+)"/.exec(message.text) ?? [];
      if (message.messageId === 'ae-forgotten-export') forgotten.push({ specifier, symbol });
      else if (message.logLevel !== ExtractorLogLevel.None && !message.messageId.startsWith('console-'))
        faults.push(`${title}: ${message.text}`);
    };
    const options = { localBuild: accept, compilerState, messageCallback };
    if (Extractor.invoke(configs[index], options).apiReportChanged) changed.push(title);
  }
  return { changed, forgotten, faults };
}
