import { Problem } from '../../shared/http/problem.ts';
import type { HttpResponse } from '../../shared/http/response.ts';
import { currentOf, type Registrations } from '../../shared/registry/registration.ts';
import { readParameters } from '../parameters.ts';
import { answered, ofCode } from './answer.ts';
import type { Call, Target } from './context.ts';
import { registryParameters } from './parameters.ts';

const pathOf = ({ kind, code, isHistory }: Target): string => {
  const ofCode = code === undefined ? '' : `/${encodeURIComponent(code)}`;
  return `/v1/registry/${kind}${ofCode}${isHistory ? '/history' : ''}`;
};

/**
 * GET: what is registered of a kind or under a code, or all that ever was, by version and paged by it.
 * @throws Problem 404 where nothing is registered under the code
 */
export const answerGet = (call: Call, target: Target, registered: Registrations): HttpResponse => {
  const { after, limit } = readParameters(registryParameters, call.queryStringParameters);
  const all = ofCode(target, target.isHistory ? registered.all : currentOf(registered));
  if (target.code !== undefined && all.length === 0)
    throw new Problem('not-found', `${target.code} is not registered among the ${target.kind}.`);
  const later = all.filter(({ version }) => version > after);
  const page = later.slice(0, limit);
  const last = page.at(-1)?.version ?? after;
  const next = page.length < later.length ? `${pathOf(target)}?after=${last}&limit=${limit}` : null;
  return answered(target, registered, page, next);
};
