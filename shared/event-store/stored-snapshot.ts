import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FoldedRequest } from '../request/fold.ts';
import { foldVersion, type Snapshot } from '../request/snapshot.ts';
import { type Version, version } from '../request/stream.ts';
import { type Item, itemBytes, largestItemBytes, writeUnits } from './item.ts';
import { dictionary } from './snapshot-dictionary.ts';
import { decodeAnomalies, encodeAnomalies, type StoredAnomalies } from './stored-anomalies.ts';
import { decodeSteps, encodeSteps, type StoredSteps } from './stored-steps.ts';

/** A snapshot larger than this would cost more than the reads it spares. */
const largestSnapshotBytes = 64 * 1024;
/** Versions after which a snapshot is written where it costs next to nothing. */
const soonest = 8;

/**
 * Versions after which a snapshot is due whatever it costs. What it takes to write grows with the stream, what it spares
 * a reader with the versions since: together they cost the least at about the root of half the length.
 */
export const intervalAt = (version: Version): number => Math.ceil(Math.max(16, Math.sqrt(version / 2)));

type Stored = Pick<Snapshot, 'last' | 'reporters' | 'isRevised'> & {
  readonly state: Omit<FoldedRequest, 'anomalies' | 'request' | 'steps'>;
  readonly anomalies: StoredAnomalies;
  readonly steps: StoredSteps;
};

const encodeFingerprints = (fingerprints: Uint32Array): Buffer => {
  const bytes = Buffer.alloc(fingerprints.length * 4);
  for (const [index, fingerprint] of fingerprints.entries()) bytes.writeUInt32BE(fingerprint, index * 4);
  return bytes;
};

const decodeFingerprints = (bytes: Uint8Array): Uint32Array => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => buffer.readUInt32BE(index * 4));
};

/** A snapshot as attributes of a commit’s item. */
export const encodeSnapshot = ({ state, last, reporters, isRevised, fingerprints }: Snapshot): Item => {
  const { anomalies, steps, request: _key, ...facts } = state;
  const stored: Stored = {
    state: facts,
    anomalies: encodeAnomalies(anomalies),
    steps: encodeSteps(steps),
    reporters,
    isRevised,
    ...(last && { last }),
  };
  return {
    fold: { N: String(foldVersion) },
    snapshot: { B: deflateRawSync(JSON.stringify(stored), { dictionary }) },
    fingerprints: { B: encodeFingerprints(fingerprints) },
  };
};

/** The snapshot that a commit's item carries, as of its last version; undefined where none is of any use now. */
export const decodeSnapshot = (item: Item): Snapshot | undefined => {
  const { request, last: at, fold, snapshot, fingerprints } = item;
  if (Number(fold?.N) !== foldVersion || !request?.S || !snapshot?.B || !fingerprints?.B) return undefined;
  const { state, anomalies, steps, ...rest } = JSON.parse(
    inflateRawSync(snapshot.B, { dictionary }).toString('utf8'),
  ) as Stored;
  return {
    request: request.S,
    version: version(Number(at?.N)),
    state: {
      ...state,
      request: request.S,
      anomalies: decodeAnomalies(anomalies),
      steps: decodeSteps(steps),
    },
    fingerprints: decodeFingerprints(fingerprints.B),
    ...rest,
  };
};

/**
 * The item of a commit with the snapshot that follows from it, where that is worth its place: after the
 * interval, or sooner where it adds at most an eighth to the units.
 * @param base the version of the stored snapshot that a reader would otherwise go on from, 0 for none
 */
export const withSnapshot = (item: Item, snapshot: Snapshot, base: Version): Item => {
  const since = snapshot.version - base;
  if (since < soonest) return item;
  const carrying = { ...item, ...encodeSnapshot(snapshot) };
  const [bytes, bare] = [itemBytes(carrying), itemBytes(item)];
  if (bytes > largestItemBytes || bytes - bare > largestSnapshotBytes) return item;
  const isDue = since >= intervalAt(snapshot.version);
  const isCheap = writeUnits(bytes) - writeUnits(bare) <= Math.floor(writeUnits(bare) / 8);
  return isDue || isCheap ? carrying : item;
};
