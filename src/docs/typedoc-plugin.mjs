// Makes a site for users of the reference that TypeDoc makes of sources: guides by task, modules by the names that they are
// imported by, and one title a page.
import { readFileSync } from 'node:fs';
import { Application, Converter, PageEvent, ReflectionKind } from 'typedoc';

/** By task, in the order in which a user meets them. */
const tasks = {
  Read: ['wire', 'scan'],
  'Test a parser': ['arbitraries', 'conform', 'exam'],
  'Test a server or a client': ['fuzz', 'learn'],
  'Whole programs': ['recipes'],
  Facts: ['response-codes', 'grammar', 'laws', 'platforms', 'beside-others'],
};

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    app.options.setValue('groupOrder', [...Object.keys(tasks), 'Modules']);
  });
  // The theme has no main part, parts without names, and links in what can be pressed itself.
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents
      ?.replace('<div class="col-content">', '<div class="col-content" role="main">')
      .replace('<div class="page-menu">', '<div class="page-menu" role="complementary" aria-label="This page">')
      .replace('<nav class="tsd-navigation">', '<nav class="tsd-navigation" aria-label="Contents">')
      .replace('<nav id="tsd-sidebar-links"', '<nav id="tsd-sidebar-links" aria-label="Links"')
      .replace(/(<summary\b(?:(?!<\/summary>).)*?)<a href="#[^"]*" aria-label="Permalink".*?<\/a>/gs, '$1');
  });
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    const [task] = Object.entries(tasks).find(([, files]) => files.includes(document.name)) ?? [];
    if (task === undefined) throw new Error(`src/docs/${document.name}.md has no task in src/docs/typedoc-plugin.mjs`);
    document.frontmatter.group = task;
    document.name = /^# (.*)/m.exec(document.content[0].text)[1];
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const [first] = project.readme;
    // The name of the project stands above it.
    first.text = first.text.replace(/^# .*\n+/, '');
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      const entry = module.name === 'index' ? '.' : `./${module.name.replace(/\/index$/, '')}`;
      if (!(entry in manifest.exports)) throw new Error(`${module.name} is no entry of the package`);
      module.name = manifest.name + entry.slice(1);
    }
  });
}
