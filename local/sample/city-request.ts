import type { Factor } from '../../events/feedback-given.ts';
import type { Channel, Step } from './city.ts';

type Fact<T = unknown> = ({ readonly at: number } & T) | undefined;

export type Rating = {
  readonly overall: number;
  readonly courtesy: number;
  readonly factors: Readonly<Record<Factor, number>> | undefined;
  readonly comment: string | undefined;
};

/** What truly happened to one request; instants in milliseconds since 1970. The truth is counted over these, not over events. */
export type CityRequest = {
  readonly id: string;
  readonly agency: string;
  readonly procedure: string;
  readonly channel: Channel;
  readonly applicant: { readonly kind: 'citizen' | 'business'; readonly reference: string };
  /** Day of receipt on the city's calendar, `2024-01-15`. */
  readonly day: string;
  readonly submitted: number;
  readonly accepted: Fact<{ readonly due: number | undefined }>;
  readonly assigned: Fact<{ readonly unit: string; readonly official: string }>;
  readonly steps: readonly {
    readonly at: number;
    readonly step: Step;
    readonly unit: string;
    readonly official: string;
  }[];
  readonly resolved: Fact<{ readonly outcome: 'granted' | 'denied' | 'partial' | 'done' }>;
  readonly withdrawn: Fact;
  readonly invited: Fact<{ readonly channel: Channel }>;
  readonly rated: Fact<Rating>;
};

const by = <T extends Fact>(fact: T, instant: number): T | undefined =>
  fact !== undefined && fact.at <= instant ? fact : undefined;

/** The request as it stood at an instant: what came later is not there yet. */
export const asItStood = (request: CityRequest, instant: number): CityRequest => ({
  ...request,
  accepted: by(request.accepted, instant),
  assigned: by(request.assigned, instant),
  steps: request.steps.filter(({ at }) => at <= instant),
  resolved: by(request.resolved, instant),
  withdrawn: by(request.withdrawn, instant),
  invited: by(request.invited, instant),
  rated: by(request.rated, instant),
});
