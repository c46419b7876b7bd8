import { type DoorRule, doorRules, type Noted } from '../request/noted.ts';

/** What was noted of the events of a commit, by their place in it. */
export type Notes = readonly (Noted | undefined)[];

/** Of a batch in disorder nearly every event is noted: told by finding, that takes a few bytes each. */
type Stored = {
  readonly findings?: Partial<Record<DoorRule, readonly number[]>>;
  readonly due?: Readonly<Record<number, string>>;
};

/** The notes as an attribute of the commit's item; undefined where there are none. */
export const encodeNotes = (notes: Notes = []): string | undefined => {
  const findings: Partial<Record<DoorRule, number[]>> = {};
  const due: Record<number, string> = {};
  for (const [place, noted] of notes.entries()) {
    for (const rule of noted?.findings ?? []) findings[rule] = [...(findings[rule] ?? []), place];
    if (noted?.due !== undefined) due[place] = noted.due;
  }
  const stored: Stored = {
    ...(Object.keys(findings).length > 0 && { findings }),
    ...(Object.keys(due).length > 0 && { due }),
  };
  return Object.keys(stored).length === 0 ? undefined : JSON.stringify(stored);
};

/** A rule that newer code noted is left out: this code knows no such anomaly. */
export const decodeNotes = (text: string): Notes => {
  const { findings = {}, due = {} } = JSON.parse(text) as Stored;
  const notes: Noted[] = [];
  for (const rule of doorRules)
    for (const place of findings[rule] ?? [])
      notes[place] = { ...notes[place], findings: [...(notes[place]?.findings ?? []), rule] };
  for (const [place, at] of Object.entries(due)) notes[Number(place)] = { ...notes[Number(place)], due: at };
  return notes;
};
