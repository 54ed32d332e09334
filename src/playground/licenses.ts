import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Puts the licences of all packages in a page into it, as a comment after its end. Workers are built apart, so a
 * plugin for them collects theirs.
 */
export function licenses(): { readonly ofWorker: () => Plugin; readonly ofPage: Plugin } {
  const folders = new Set<string>();
  const collect: Plugin['generateBundle'] = (_, bundle) => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      for (const id of chunk.moduleIds) {
        const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? [];
        if (folder !== undefined) folders.add(folder);
      }
    }
  };
  return {
    ofWorker: () => ({ name: 'licenses-of-worker', generateBundle: collect }),
    ofPage: {
      name: 'licenses-of-page',
      // The page is made by Vite's own plugins.
      enforce: 'post',
      generateBundle(options, bundle, isWrite) {
        collect.call(this, options, bundle, isWrite);
        const text = [...folders].sort().map(licenseOf).join('\n\n');
        for (const asset of Object.values(bundle)) {
          if (asset.type === 'asset' && asset.fileName.endsWith('.html')) asset.source += `<!--\n${text}\n-->\n`;
        }
      },
    },
  };
}

function licenseOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = ['LICENSE', 'LICENSE.md', 'license'].map((one) => join(folder, one)).find(existsSync);
  if (file === undefined) throw new Error(`${name} has no licence to show`);
  return `${name} ${version}\n\n${readFileSync(file, 'utf8').trim().replaceAll('--', '—')}`;
}
