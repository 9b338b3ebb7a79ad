const { readFileSync, readdirSync, existsSync } = require('node:fs');
const { join } = require('node:path');

// Jest cannot `require` an ES module: those packages are transformed to CommonJS, found by their package.json.
function esModules(folder, found = []) {
  for (const name of readdirSync(folder)) {
    const at = join(folder, name);
    if (name.startsWith('@')) {
      esModules(at, found);
      continue;
    }
    const manifest = join(at, 'package.json');
    if (!existsSync(manifest)) continue;
    if (JSON.parse(readFileSync(manifest, 'utf8')).type === 'module') found.push(at.slice(at.lastIndexOf('node_modules/') + 13));
    if (existsSync(join(at, 'node_modules'))) esModules(join(at, 'node_modules'), found);
  }
  return found;
}
const esm = [...new Set(esModules(join(__dirname, 'node_modules')))].map((name) => name.replaceAll('.', '\\.'));

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.data/'],
  modulePathIgnorePatterns: ['/dist/', '/\\.data/', '/\\.cache/'],
  transform: {
    '^.+\\.m?[tj]s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
        },
        module: { type: 'commonjs', ignoreDynamic: true },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  moduleNameMapper: {
    '^@lienthong/adapter-(?!kit$)([a-z-]+)$': '<rootDir>/libs/adapters/$1/src/index.ts',
    '^@lienthong/sandbox$': '<rootDir>/apps/sandbox/src/index.ts',
    '^@lienthong/faults$': '<rootDir>/tests/faults/src/index.ts',
    '^@lienthong/([a-z-]+)/(nest|testing)$': '<rootDir>/libs/$1/src/$2/index.ts',
    '^@lienthong/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testTimeout: 60_000,
};
