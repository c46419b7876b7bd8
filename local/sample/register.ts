import type { Entry } from '../../events/registry/catalogue.ts';
import { ask, type Sleep } from './ask.ts';
import { agencies, cityName, unitOfStep } from './city.ts';
import { procedures } from './procedures.ts';

const city: Entry<'agencies'> = { code: 'H29', name: `City of ${cityName}` };

/** What the operators of the sample city have registered. */
export const cityRegistry: {
  readonly agencies: readonly Entry<'agencies'>[];
  readonly procedures: readonly Entry<'procedures'>[];
} = {
  agencies: [city, ...agencies.map(({ code, name }) => ({ code, name }))],
  procedures: procedures.map(({ code, name, limitDays, steps }) => ({
    code,
    version: 1,
    name,
    ...(limitDays !== null && { workingDays: limitDays }),
    steps: steps.map((step) => ({ code: step, unit: unitOfStep[step] })),
  })),
};

/** Registers the city's agencies and procedures, a call for each kind. */
export const registerCity = async ({
  apiUrl,
  token,
  sleep,
}: {
  readonly apiUrl: string;
  readonly token: string;
  readonly sleep: Sleep;
}): Promise<void> => {
  for (const [kind, entries] of Object.entries(cityRegistry))
    await ask({ url: `${apiUrl}/v1/registry/${kind}`, token, put: entries, sleep });
};
