/** The commands that tell and change nothing: `status`, `ea`, `history`. */
import { version } from '../../contract/version.ts';
import { explainDoorProblem } from '../../link/door.ts';
import { askStatus } from '../admin.ts';
import { doorProblem, done, problem, type Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { TellingRequest } from './arguments.ts';
import { outputWidth } from './columns.ts';
import { extensionAttributeResult, type Told } from './extension-attributes.ts';
import { history } from './history.ts';
import { statusInFull, statusTable } from './status-text.ts';

export async function tell(
  root: string,
  request: Exclude<TellingRequest, { kind: 'support-bundle' }>,
): Promise<Answer> {
  switch (request.kind) {
    case 'status':
      return status(root, request);
    case 'ea':
      return extensionAttribute(root, request);
    case 'history':
      return history(root, request, width());
  }
}

const width = (): number => outputWidth(process.stdout.columns, process.env['COLUMNS']);

async function status(
  root: string,
  { deployment, json }: Extract<TellingRequest, { kind: 'status' }>,
): Promise<Answer> {
  const answer = await askStatus(root);
  if (!answer.ok) return doorProblem(answer.problem);
  const report = answer.value;
  const one = report.deployments.find(({ id }) => id === deployment);
  if (deployment !== null && one === undefined) {
    return problem(exitCodes.unknownDeployment, `No deployment "${deployment}" is configured on this Mac.`);
  }
  if (json) {
    const told = one === undefined ? report : { ...report, deployments: [one] };
    return done(JSON.stringify(told, null, 2));
  }
  return done(one === undefined ? statusTable(report, width()) : statusInFull(one, report, width()));
}

/** An inventory update waits for it. */
const attributeWithinMs = 5_000;

async function extensionAttribute(
  root: string,
  { attribute, deployment }: Extract<TellingRequest, { kind: 'ea' }>,
): Promise<Answer> {
  let told: Told;
  try {
    const answer = await askStatus(root, attributeWithinMs);
    told = answer.ok
      ? { kind: 'report', report: answer.value }
      : { kind: 'nothing', why: explainDoorProblem(answer.problem) };
  } catch (error) {
    // A bug must not cost the inventory update.
    told = { kind: 'nothing', why: error instanceof Error ? error.message : String(error) };
  }
  return done(extensionAttributeResult(attribute, deployment, told, version));
}
