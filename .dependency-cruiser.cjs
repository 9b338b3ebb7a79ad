// Who may import whom. One rule for each row of the table in docs/architecture.md §6, then the frameworks, then the manners.
// tests/arch/boundaries.test.ts plants one violation of every rule and expects it to be found.

const TEST = '\\.(test|test-kit)\\.ts$';

/** Libraries `libs` (alternatives of a pattern) may import themselves and `may`, nothing else of ours. */
const row = (name, libs, may, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^libs/(${libs})/src/`, pathNot: TEST },
  to: { path: '^(libs|apps)/', pathNot: ['^libs/$1/', ...may.map((lib) => `^libs/${lib}/`)] },
});

/** Package `name` (a pattern) only in files that match one of `only`. */
const confined = (name, packages, only, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(libs|apps|tests)/', pathNot: only },
  to: { path: [`(^|/)node_modules/(${packages})(/|$)`, `^(${packages})(/|$)`] },
});

const rows = [
  row(
    'foundations-import-nothing',
    'message|xml|runtime',
    [],
    'Everything stands on these three. One parser of XML for whoever verifies and whoever reads: two that disagree are how signatures are wrapped.',
  ),
  row(
    'trust-imports-xml',
    'trust',
    ['xml'],
    'It must stay reviewable alone, with the parser that it reads by: a verifier that knows our messages can be talked into trusting them.',
  ),
  row(
    'documents-import-message-and-xml',
    'documents',
    ['message', 'xml'],
    'Documents are read from the very bytes that were signed, by the parser that verified them; who signed is not theirs to say.',
  ),
  row(
    'vocabularies-import-message',
    'config|dossier|adapter-kit',
    ['message'],
    'Configuration and the adapter contract speak the envelope’s language and decide nothing about trust, storage or transport.',
  ),
  row(
    'authority-imports-trust-and-runtime',
    'authority',
    ['trust', 'runtime'],
    'It fetches what trust asks for (OCSP, CRL, time stamps) and signs; who sent which message is none of its business.',
  ),
  row(
    'evidence-imports-message-and-trust',
    'evidence',
    ['message', 'trust'],
    'A receipt must be verifiable years later without hub, database or broker: the verifier may need none of them.',
  ),
  row(
    'client-imports-evidence',
    'client',
    ['message', 'trust', 'evidence'],
    'It runs in other people’s systems: what it needs of us is what anybody needs to sign, verify and prove.',
  ),
  row(
    'pipeline-imports-no-technology',
    'pipeline',
    ['message', 'trust', 'evidence'],
    'The way of a message is read and tested without Kafka, PostgreSQL or any adapter: those are ports.',
  ),
  row(
    'adapters-import-the-kit-and-never-each-other',
    'adapters/[^/]+',
    ['adapter-kit', 'message', 'documents'],
    'An adapter can be written, reviewed and removed alone; it sees no keys, no database and no broker.',
  ),
  row(
    'kafka-imports-message',
    'kafka',
    ['message'],
    'The transport carries raw bytes: what knows no rules cannot apply them in the wrong place.',
  ),
  row(
    'store-imports-the-ports-it-implements',
    'store',
    ['message', 'evidence', 'pipeline', 'config', 'dossier'],
    'It implements the ports of these libraries; verification and transport happen elsewhere.',
  ),
  row('embedded-imports-nothing', 'embedded', [], 'It starts other people’s programs and must work before anything of ours does.'),
  {
    name: 'hub-never-imports-the-sandbox',
    comment: 'The product must not contain the stand-ins of the systems it is meant for.',
    severity: 'error',
    from: { path: '^(apps/hub|libs)/' },
    to: { path: '^apps/sandbox/' },
  },
  {
    name: 'sandbox-is-an-independent-oracle',
    comment: 'The stand-ins make and check signatures with libraries of their own: had they our code, one mistake would cancel the other.',
    severity: 'error',
    from: { path: '^apps/sandbox/' },
    to: { path: '^(libs|apps)/', pathNot: ['^apps/sandbox/', '^libs/(message|documents|embedded)/', '^libs/adapter-kit/src/testing/'] },
  },
];

const frameworks = [
  confined(
    'kafkajs-only-in-kafka',
    'kafkajs',
    ['^libs/kafka/', `^libs/embedded/.*${TEST}`, '^tests/'],
    'It is unmaintained and its plain send loses acknowledged messages: one place guards against that and one place changes when it is replaced.',
  ),
  confined(
    'typeorm-only-in-store',
    'typeorm',
    ['^libs/store/'],
    'Entities are a detail of storage: nobody else may depend on how rows are mapped.',
  ),
  confined(
    'postgres-driver-only-in-store-and-hub',
    'pg',
    ['^libs/store/', '^apps/hub/', `^libs/embedded/.*${TEST}`, '^tests/'],
    'SQL lives where the ports are implemented; the hub only makes databases and users (provision).',
  ),
  confined(
    'nest-only-in-hub-and-kafka',
    '@nestjs/[^/]+',
    ['^apps/hub/', '^libs/kafka/'],
    'The framework hosts the program; rules, evidence and adapters must outlive it and be tested without it.',
  ),
];

const manners = [
  {
    name: 'trust-does-no-io',
    comment: 'Revocation data and time are parameters: the same bytes must give the same verdict today and in ten years.',
    severity: 'error',
    from: { path: '^libs/trust/src/', pathNot: [TEST, '/testing/'] },
    to: { path: '^(node:)?(fs|fs/promises|net|tls|dns|http|https|http2|child_process)$' },
  },
  {
    name: 'through-the-front-door',
    comment: 'A library’s index.ts (and that of its folder testing or nest) is what it promises; the files behind it may change any day.',
    severity: 'error',
    from: { path: '^(?:libs/(adapters/[^/]+|[^/]+)|apps/[^/]+)/', pathNot: TEST },
    to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/(adapters/)?[^/]+/(src|dist)/((testing|nest)/)?index\\.(d\\.)?[tj]s$'] },
  },
  {
    name: 'tests-stay-tests',
    comment: 'What is compiled into the product never leans on a test; the sandbox may use the adapters’ contract suite.',
    severity: 'error',
    from: { path: '^(libs|apps)/', pathNot: [TEST, '/testing/', '^apps/sandbox/'] },
    to: { path: [TEST, '^(libs|apps)/.*/testing/'] },
  },
  {
    name: 'lib-tests-never-import-apps',
    comment: 'A library is proved by its own tests; what needs a whole program belongs to tests/.',
    severity: 'error',
    from: { path: `^libs/.*${TEST}` },
    to: { path: '^apps/' },
  },
  {
    name: 'every-import-leads-somewhere',
    comment: 'An import that cannot be resolved escapes all rules above.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-circles',
    comment:
      'Files that need each other at run time are one thing in two pieces, and their order of loading is luck. (Types may refer to each other.)',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...rows, ...frameworks, ...manners],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '^\\.(data|cache)/'] },
    // Types count: a type of another library is knowledge about it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
