/** Answers the requests: who may do what, which error number, and which part of the machine is meant. */
import { constants } from 'node:os';
import type { Domain } from './domain.ts';
import type { LoadedJob } from './loaded-job.ts';
import type { Machine } from './machine.ts';
import { lastExitNumber, printDisabled, printDomain, printJob, stateWord } from './print.ts';
import { signalProcess } from './processes.ts';
import type { JobSummary, Reply, Request } from './requests.ts';

export async function answer(
  machine: Machine,
  request: Exclude<Request, { ask: 'subscribe' | 'exit' }>,
): Promise<Reply> {
  switch (request.ask) {
    case 'jobs':
      return {
        code: 0,
        value: machine.domains.flatMap((domain) => domain.jobs.map((job) => summary(domain, job))),
      };
    case 'session':
      return {
        code: machine.sessions.find(request.uid) ? 0 : 112,
        value: machine.sessions.find(request.uid) ?? null,
      };
    case 'power':
      await power(machine, request.to, request.abrupt ?? false);
      return { code: 0 };
    case 'power-soon':
      setImmediate(() => void power(machine, request.to, false));
      return { code: 0 };
    case 'clock':
      return { code: 0, value: { now: Math.floor(machine.clock.now()), rate: machine.clock.rate } };
    case 'advance':
      await machine.clock.advance(request.by);
      return { code: 0 };
    case 'set-clock':
      await machine.clock.set(request.to);
      return { code: 0 };
    case 'rate':
      await machine.clock.setRate(request.rate);
      return { code: 0 };
    case 'login': {
      const { name, uid, gid, environment } = request;
      await machine.login({ name, uid, gid }, environment);
      return { code: 0 };
    }
    case 'logout':
      await machine.logout(request.uid);
      return { code: 0 };
    case 'show-login-window':
      await machine.showLoginWindow();
      return { code: 0 };
    case 'processes':
      return { code: 0, value: machine.processes() };
    default:
      return inDomain(machine, request);
  }
}

function power(
  machine: Machine,
  to: 'on' | 'off' | 'restart' | 'sleep' | 'wake',
  abrupt: boolean,
): Promise<void> {
  switch (to) {
    case 'on':
      return machine.powerOn();
    case 'off':
      return machine.powerOff(abrupt);
    case 'restart':
      return machine.restart(abrupt);
    case 'sleep':
      return machine.sleep();
    case 'wake':
      return machine.wake();
  }
}

type DomainRequest = Extract<Request, { domain: string }>;

function inDomain(machine: Machine, request: DomainRequest): Reply {
  const domain = machine.domain(request.domain);
  // Everybody may look; the system domain is root's, and a user's own domain is the user's.
  if ('caller' in request && request.caller !== 0 && request.domain !== `gui/${request.caller}`) {
    return { code: request.ask === 'bootstrap' ? 5 : 1 };
  }
  if (!domain) return { code: request.ask === 'bootstrap' ? 125 : 112 };
  switch (request.ask) {
    case 'bootstrap':
      return { code: domain.bootstrap(request.path) };
    case 'override':
      domain.disabled.set(request.label, request.disabled);
      return { code: 0 };
    case 'print-disabled':
      return { code: 0, value: printDisabled(domain) };
    case 'print':
      if (request.label === undefined) return { code: 0, value: printDomain(domain) };
      return withJob(domain.find(request.label), (job) => ({ code: 0, value: printJob(domain, job) }));
    case 'bootout': {
      const { label, path } = request;
      if (label !== undefined)
        return withJob(domain.find(label), (job) => ({ code: domain.bootOut(job) }), 3);
      return withJob(domain.findByPath(path ?? ''), (job) => ({ code: domain.bootOut(job) }), 5);
    }
    case 'kickstart':
      return withJob(domain.find(request.label), (job) => {
        if (job.state.leaving) return { code: 37 };
        job.handle({ kind: 'kickstarted', kill: request.kill });
        return { code: 0 };
      });
    case 'signal':
      return withJob(domain.find(request.label), (job) => {
        if (job.pid === undefined || !isSignal(request.signal)) return { code: 3 };
        return { code: signalProcess(job.pid, request.signal) ? 0 : 3 };
      });
  }
}

function withJob(job: LoadedJob | undefined, then: (job: LoadedJob) => Reply, missing = 113): Reply {
  return job ? then(job) : { code: missing };
}

function isSignal(name: string): name is NodeJS.Signals {
  return name in constants.signals;
}

function summary(domain: Domain, job: LoadedJob): JobSummary {
  return {
    domain: domain.name,
    label: job.description.label,
    path: job.path,
    state: stateWord(job.state),
    pid: job.pid ?? null,
    runs: job.state.runs,
    lastExit: lastExitNumber(job.state),
    disabled: domain.disabled.isDisabled(job.description.label, job.description.disabled),
  };
}
