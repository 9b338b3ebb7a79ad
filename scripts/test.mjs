// npm test: everything that proves the project, from a clean clone. `npm test -- PATTERN…` runs only those test files.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  build,
  install,
  installDebian,
  line,
  openly,
  requireDisk,
  requireNode,
  root,
  script,
  speaker,
  Stop,
  ticking,
  tool,
} from './tools.mjs';

const cache = join(root, '.cache');
const results = join(cache, 'jest.json');
// Read by .ci/run: the one line with the counts.
const summary = join(cache, 'test-summary.txt');

// What the tests call and a bare Debian lacks.
const DEBIAN = [
  { command: 'openssl', package: 'openssl' },
  { command: 'java', package: 'default-jdk-headless' },
  { command: 'mvn', package: 'maven' },
  { command: 'xmlsec1', package: 'xmlsec1' },
  { command: 'xmllint', package: 'libxml2-utils' },
  { command: 'softhsm2-util', package: 'softhsm2' },
  // pkcs11js is compiled when packages are installed.
  { command: 'g++', package: 'g++' },
  { command: 'make', package: 'make' },
  { command: 'python3', package: 'python3' },
];

const LINT = {
  types: [tool('typescript/bin/tsc'), '-p', 'tsconfig.check.json'],
  eslint: [tool('eslint/bin/eslint.js'), '.'],
  prettier: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  depcruise: [
    tool('dependency-cruiser/bin/dependency-cruise.mjs'),
    'libs',
    'apps',
    'tests',
    'bench',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  knip: [tool('knip/bin/knip.js'), '--no-progress', '--no-config-hints'],
};

await script(async (args) => {
  const say = speaker(args);
  const patterns = args.filter((arg, at) => !arg.startsWith('--lang') && args[at - 1] !== '--lang');
  mkdirSync(cache, { recursive: true });
  rmSync(results, { force: true });
  rmSync(summary, { force: true });
  const stages = [
    ['node', () => requireNode(say)],
    ['disk', () => requireDisk(say)],
    ['debian', () => installDebian(say, DEBIAN)],
    ['install', () => install(say)],
    ['build', () => build(say)],
    ['kafka', () => fetchKafka(say)],
    ...(patterns.length > 0 ? [] : [['lint', lint]]),
    ['jest', () => jest(patterns)],
  ];
  const done = await runStages(stages);
  return conclude(say, done, stages.length);
});

/** Runs the stages in order up to the first that fails; answers what ran. */
async function runStages(stages) {
  const done = [];
  for (const [name, run] of stages) {
    const began = performance.now();
    const error = await Promise.resolve()
      .then(run)
      .catch((reason) => reason ?? new Error(name));
    done.push({ name, seconds: Math.round((performance.now() - began) / 1000), error });
    if (error) break;
  }
  return done;
}

function conclude(say, done, planned) {
  const failed = done.find((stage) => stage.error);
  line('');
  for (const { name, seconds, error } of done) line(`${error ? '✗' : '✓'} ${name.padEnd(10)} ${String(seconds).padStart(5)} s`);
  if (failed) {
    line(failed.error instanceof Stop ? failed.error.message : String(failed.error.stack));
    line(
      say(`Dừng ở bước '${failed.name}' (${done.length}/${planned}).`, `Stopped at stage '${failed.name}' (${done.length} of ${planned}).`),
    );
  }
  const counts = countTests();
  // A stage that fails before any test is a failure too.
  const text = `${counts.passed} passed, ${counts.failed || (failed ? 1 : 0)} failed`;
  writeFileSync(summary, `${text}\n`);
  process.stdout.write(`${text}\n`);
  return failed ? 1 : 0;
}

function countTests() {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** The slowest check on one core, the others on the other. */
async function lint() {
  const { eslint, ...others } = LINT;
  const rest = async () => {
    for (const [name, command] of Object.entries(others)) await inSight(name, command);
  };
  const ended = await Promise.allSettled([inSight('eslint', eslint), rest()]);
  for (const { reason } of ended) if (reason) throw reason;
}

async function inSight(title, args, options) {
  line(`▸ ${title}`);
  const code = await openly(process.execPath, args, options);
  if (code !== 0) throw new Stop(`✗ ${title}: ${code}`);
}

function jest(patterns) {
  // Nest loads packages of its own by `import()`, which jest allows only so.
  const env = { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings` };
  return inSight('jest', [tool('jest/bin/jest.js'), '--maxWorkers=2', '--json', `--outputFile=${results}`, ...patterns], { env });
}

async function fetchKafka(say) {
  const { fetchKafka: fetch } = createRequire(import.meta.url)(join(root, 'libs/embedded/dist/index.js'));
  const title = say('Tải Kafka bằng Maven, nếu chưa có', 'Fetching Kafka by Maven, unless it is there');
  await ticking(title, fetch({ cacheDir: cache, pom: join(root, 'deploy/kafka/pom.xml') })).catch((error) => {
    throw error.sentence ? new Stop(`${say(error.sentence.vi, error.sentence.en)} [${error.code}]`) : error;
  });
}
