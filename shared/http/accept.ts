import { Problem } from './problem.ts';

type Range = { readonly type: string; readonly quality: number };

const rangesOf = (accept: string): Range[] =>
  accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
  });

/** How much a media type is wanted: by the range that names it most exactly (RFC 9110, 12.5.1). */
const qualityOf = (mediaType: string, ranges: readonly Range[]): number => {
  const [family] = mediaType.split('/');
  for (const named of [mediaType, `${family}/*`, '*/*']) {
    const range = ranges.find(({ type }) => type === named);
    if (range) return range.quality;
  }
  return 0;
};

/**
 * The offered media type that an `Accept` header wants most; of equals the one offered first.
 * @throws Problem (406) where it wants none of them
 */
export const negotiate = <T extends string>(accept: string | undefined, offered: readonly T[]): T => {
  const ranges = rangesOf(accept?.trim() || '*/*');
  const wanted = offered
    .map((type) => ({ type, quality: qualityOf(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)[0];
  if (wanted === undefined) throw new Problem('not-acceptable', `This comes as ${offered.join(' or ')}.`);
  return wanted.type;
};
