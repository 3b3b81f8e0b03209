// Writes docs/reference from the doc comments; with --check it only says whether that is up to date. In a workspace of its
// own, since typedoc needs a compiler that can be called from JavaScript, which TypeScript 7 cannot.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application, ReflectionKind } from 'typedoc';
import { entries, root } from '../entries.mjs';

const target = join(root, 'docs/reference');
const specifiers = new Map(entries.map(({ title, specifier }) => [title, specifier]));

async function convert(out) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    logLevel: 'Error',
    tsconfig: join(root, 'scripts/reference/tsconfig.json'),
    entryPoints: entries.map(({ path }) => join(root, `${path}.ts`)),
    // `npm run typecheck` has looked for errors already.
    skipErrorChecking: true,
    readme: 'none',
    out,
    sortEntryPoints: false,
    disableSources: true,
    groupOrder: ['Functions', 'Classes', 'Interfaces', 'Type Aliases', 'Variables', 'References'],
    excludeExternals: true,
    router: 'module',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    classPropertiesFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    tableColumnSettings: { hideInherited: true, hideOverrides: true, hideModifiers: true },
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('the doc comments cannot be read');
  // In the order in which they were given.
  for (const [index, module] of project.children.entries()) module.name = entries[index].title;
  // What xstate infers of a machine is longer than the machine.
  shorten(project);
  return { app, project };
}

function shorten(project) {
  // What xstate infers of a machine is longer than the machine.
  for (const { type } of project.getReflectionsByKind(ReflectionKind.Variable))
    if (type?.package === 'xstate') type.typeArguments = undefined;
  for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter))
    if (parameter.name === '__namedParameters') parameter.name = 'options';
  for (const { children = [] } of project.getReflectionsByKind(ReflectionKind.Class))
    for (const child of children.filter(({ inheritedFrom }) => inheritedFrom))
      project.removeReflection(child);
}

/** The pages by their names. */
async function pages() {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-reference-'));
  try {
    const { app, project } = await convert(folder);
    await app.generateOutputs(project);
    const names = (await readdir(folder)).filter((name) => specifiers.has(name.replace('.md', '')));
    const written = names.map(async (name) => [
      name,
      titled(name, await readFile(join(folder, name), 'utf8')),
    ]);
    return new Map([...(await Promise.all(written)), ['README.md', contents(project)]]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** With the title that says how it is imported, and with links to headings by the anchors that GitHub gives them. */
function titled(name, text) {
  const times = new Map();
  for (const [, heading] of text.matchAll(/^#+ (.+)$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-');
    times.set(anchor, (times.get(anchor) ?? 0) + 1);
  }
  return (
    text
      .replace(/^# .*$/m, `# ${specifiers.get(name.replace('.md', ''))}`)
      // The plugin also numbers by what it counts as a heading and does not write as one, such as `Store.health` after `StoreHealth`.
      .replace(/\]\(#([\w-]+)-\d+\)/g, (link, anchor) => (times.get(anchor) === 1 ? `](#${anchor})` : link))
  );
}

function contents(project) {
  const lines = project.children.map(({ name, comment }) => {
    const [sentence = ''] = (comment?.summary ?? [])
      .map(({ text }) => text)
      .join('')
      .split(/(?<=\.)\s/);
    return `- [\`${specifiers.get(name)}\`](${name}.md): ${sentence.replace(/\s+/g, ' ').replace(/[.:]$/, '')}`;
  });
  return `# Reference\n\nBy what it is imported from. Written from the doc comments by \`npm run reference\`.\n\n${lines.join('\n')}\n`;
}

async function isCurrent(written) {
  const kept = new Set(await readdir(target).catch(() => []));
  if (kept.size !== written.size) return false;
  for (const [name, text] of written)
    if (!kept.has(name) || (await readFile(join(target, name), 'utf8')) !== text) return false;
  return true;
}

const written = await pages();
if (!process.argv.includes('--check')) {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const [name, text] of written) await writeFile(join(target, name), text);
} else if (!(await isCurrent(written))) {
  console.error('docs/reference is out of step with the doc comments; run: npm run reference');
  process.exitCode = 1;
}
