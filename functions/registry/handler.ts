import middy from '@middy/core';
import type { RegistryKind } from '../../events/registry/kind.ts';
import { CommitTooLarge, HeadMoved } from '../../shared/event-store/event-log.ts';
import { negotiate } from '../../shared/http/accept.ts';
import { callerOf, requireAgency, requireScope } from '../../shared/http/caller.ts';
import { expectationOf, isMet } from '../../shared/http/expectation.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { HttpResponse } from '../../shared/http/response.ts';
import { register } from '../../shared/registry/register.ts';
import { currentOf, keyOf, noRegistrations, type Registrations } from '../../shared/registry/registration.ts';
import { readRegistrations } from '../../shared/registry/registry-log.ts';
import { answering } from '../answering.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { answered, versionOf } from './answer.ts';
import { type Call, log, logger, type Target, targetOf } from './context.ts';
import { answerGet } from './get.ts';
import { entriesOf, invalidEntries } from './put.ts';

/** What this instance has read; a call reads what came since, so that no answer is older than the call. */
const known = new Map<RegistryKind, Registrations>();
const knownOf = (kind: RegistryKind): Registrations => known.get(kind) ?? noRegistrations(kind);

/** Which systems may send is for operators alone; the rest is for whoever works with it. */
const get = async (call: Call, target: Target): Promise<HttpResponse> => {
  const caller = callerOf(call);
  if (target.kind === 'sources') requireScope(caller, 'operate');
  else requireScope(caller, 'events:write', 'statistics:read', 'operate', 'personal:read');
  const registered = await readRegistrations(log, knownOf(target.kind), { consistent: true });
  known.set(target.kind, registered);
  return answerGet(call, target, registered);
};

/** The log could not take the entries: because they are too many, or because others were always first. */
const refused = (error: unknown): never => {
  if (error instanceof CommitTooLarge)
    throw new Problem(
      'commit-too-large',
      'The entries are more than the log takes at once; send several calls.',
    );
  if (error instanceof HeadMoved)
    throw new Problem('unavailable', 'Too many register at the same time. Nothing was registered.');
  throw error;
};

const put = async (call: Call, target: Target): Promise<HttpResponse> => {
  const sender = callerOf(call);
  requireScope(sender, 'operate');
  const expected = expectationOf(call.headers);
  const { entries, prefixOf } = entriesOf(call, target);
  // A token that is limited to an agency may say what lies under it; all else is for the whole authority.
  if (target.kind !== 'agencies') requireAgency(sender, undefined);
  else for (const entry of entries) requireAgency(sender, 'code' in entry ? entry.code : undefined);
  const expects = (registered: Registrations) => isMet(expected, versionOf(target, registered));
  const registering = { entries, prefixOf, expects, sender };
  const outcome = await register(log, knownOf(target.kind), registering, realSurroundings).catch(refused);
  if (outcome.status === 'invalid') return invalidEntries(outcome.issues);
  const { registrations } = outcome;
  known.set(target.kind, registrations);
  if (outcome.status === 'unexpected') {
    const version = versionOf(target, registrations);
    throw new Problem('precondition-failed', `This is at version ${version}.`, { version });
  }
  const current = new Map(currentOf(registrations).map((one) => [keyOf(target.kind, one.entry), one]));
  return answered(
    target,
    registrations,
    entries.flatMap((entry) => current.get(keyOf(target.kind, entry)) ?? []),
  );
};

const answer = async (call: Call): Promise<HttpResponse> => {
  const target = targetOf(call);
  const { method } = call.requestContext.http;
  logger.info('asked', { method, ...target });
  negotiate(call.headers['accept'], ['application/json']);
  if (method !== 'PUT') return get(call, target);
  if (!target.isHistory) return put(call, target);
  const allow = 'GET, HEAD, OPTIONS';
  throw new Problem('method-not-allowed', `This path takes ${allow}.`, {}, { allow });
};

/** GET and PUT under /v1/registry: what operators registered, and registering it. */
export const handler = middy<Call, HttpResponse>().use(answering(logger)).handler(answer);
