import { readFileSync } from 'node:fs';
import test from 'ava';
import { parse } from 'yaml';
import { z } from 'zod';
import { NODES } from './deep/nodes.js';

const Step = z.strictObject({
  name: z.string().optional(),
  uses: z
    .string()
    .regex(/^actions\/[a-z-]+@v\d+$/)
    .optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.string()).optional(),
});

/** What GitHub lets stand in a workflow, as far as ours goes. */
const Workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    push: z.strictObject({ branches: z.array(z.string()) }),
    pull_request: z.null(),
    workflow_dispatch: z.null(),
  }),
  permissions: z.strictObject({ contents: z.literal('read') }),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(
    z.string(),
    z.strictObject({
      strategy: z
        .strictObject({ 'fail-fast': z.boolean(), matrix: z.record(z.string(), z.array(z.string())) })
        .optional(),
      'runs-on': z.string(),
      container: z.strictObject({ image: z.string(), options: z.string() }).optional(),
      'timeout-minutes': z.int(),
      steps: z.array(Step.refine(({ uses, run }) => (uses === undefined) !== (run === undefined))),
    }),
  ),
});

const workflow = Workflow.parse(parse(readFileSync('.github/workflows/ci.yml', 'utf8')));
const { scripts, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};

/** "20.19.0" begins as "20.19" and "20" do. */
const isOf = (version: string, line: string): boolean => `${version}.`.startsWith(`${line}.`);

test('the Nodes of the workflow are those that the packed tarball is tried on', (t) => {
  const { os = [], node = [] } = workflow.jobs.systems?.strategy?.matrix ?? {};
  t.deepEqual(
    node.map((line) => NODES.filter((one) => isOf(one.node, line)).length),
    NODES.map(() => 1),
  );
  t.deepEqual(
    os.map((name) => name.split('-')[0]),
    ['ubuntu', 'macos', 'windows'],
  );
});

test('the oldest Node that package.json lets in is tried, and is the one that runs everything', (t) => {
  const oldest = engines.node.replace('>=', '');
  t.is(`${oldest}.0`, NODES[0].node);
  const steps = workflow.jobs.everything?.steps ?? [];
  t.is(steps.find(({ uses }) => uses?.startsWith('actions/setup-node'))?.with?.['node-version'], oldest);
  t.is(steps.at(-1)?.run, 'bash .ci/run');
});

test('each npm script that the workflow runs is there', (t) => {
  const ran = workflow.jobs.systems?.steps.flatMap(({ run }) => run ?? []) ?? [];
  t.deepEqual(ran, ['npm ci', 'npm run build', 'npm test']);
  t.truthy(scripts.build);
  t.truthy(scripts.test);
});
