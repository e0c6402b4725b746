// The arrows of ARCHITECTURE.md, enforced. `npm run check` fails when an import points the wrong way.
const only = (name, from, ...to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...to] },
});

module.exports = {
  forbidden: [
    only('core-imports-nothing', '^src/core/'),
    only('contract-imports-core', '^src/contract/', '^src/core/'),
    only('link-imports-core-contract', '^src/link/', '^src/core/', '^src/contract/'),
    only('files-import-core', '^src/files/', '^src/core/'),
    only('preferences-imports-core', '^src/preferences/', '^src/core/'),
    only(
      'helper-imports',
      '^src/helper/',
      '^src/core/',
      '^src/contract/',
      '^src/preferences/',
      '^src/files/',
    ),
    only(
      'command-imports',
      '^src/command/',
      '^src/core/',
      '^src/contract/',
      '^src/preferences/',
      '^src/link/',
      '^src/files/',
    ),
    only('main-imports', '^src/main/', '^src/core/', '^src/contract/', '^src/link/'),
    only('preload-imports', '^src/preload/', '^src/core/', '^src/contract/'),
    only('renderer-imports', '^src/renderer/', '^src/core/', '^src/contract/'),
    only('pretend-mac-imports', '^src/pretend-mac/', '^src/core/'),
    {
      name: 'core-uses-a-date-library-only',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core', 'unknown'], pathNot: 'node_modules/temporal-' },
    },
    {
      name: 'no-node-outside-the-shell',
      severity: 'error',
      from: { path: '^src/(core|contract|preferences|renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'helper-service-is-behind-ports',
      severity: 'error',
      from: { path: '^src/helper/(service|ports)/' },
      to: { path: '^src/helper/(macos|server|index)' },
    },
    {
      name: 'helper-shell-parts-stay-apart',
      severity: 'error',
      from: { path: '^src/helper/macos/' },
      to: { path: '^src/helper/(server|index)' },
    },
    {
      name: 'main-app-is-behind-ports',
      severity: 'error',
      from: { path: '^src/main/(app|ports)/' },
      to: { path: '^src/main/(electron|presence|index)' },
    },
    {
      name: 'main-app-is-pure',
      severity: 'error',
      from: { path: '^src/main/app/' },
      to: { path: 'node_modules/electron', dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'helper-never-electron',
      severity: 'error',
      from: { path: '^src/(helper|command|link)/' },
      to: { path: 'node_modules/(electron|react)' },
    },
    {
      name: 'product-never-imports-tests-or-tools',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/pretend-mac/' },
      to: { path: '^(src/pretend-mac|test|scripts|bench)/' },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^(src|scripts|test)/' }, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['/index\\.tsx?$', '\\.d\\.ts$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exclude: { path: '^(build|dist|\\.cache)/' },
  },
};
