import type { Mix, Procedure, Step } from './city.ts';

const districts = ['H29.08', 'H29.09', 'H29.10', 'H29.11', 'H29.12', 'H29.13', 'H29.14'];

const atTheDesk: Mix = { counter: 70, online: 22, post: 8 };
const halfOnline: Mix = { counter: 45, online: 45, post: 10 };
const mostlyOnline: Mix = { counter: 18, online: 74, post: 5, email: 3 };
const reported: Mix = { counter: 8, online: 32, phone: 48, email: 12 };

const issued: readonly Step[] = ['issue'];
const examined: readonly Step[] = ['appraisal', 'signing'];
const inspected: readonly Step[] = ['appraisal', 'site-visit', 'signing'];
const consulted: readonly Step[] = ['appraisal', 'site-visit', 'consultation', 'signing'];

/** What the offices of a procedure have in common, so that the list below reads as a table. */
type Kind = Pick<Procedure, 'offices' | 'mix' | 'steps' | 'businesses' | 'ends'>;

const kind = (offices: Kind['offices'], mix: Mix, steps: Kind['steps'], businesses: number): Kind => ({
  offices,
  mix,
  steps,
  businesses,
  ends: 'granted',
});

const procedure = (
  code: string,
  name: string,
  limitDays: number | null,
  weight: number,
  of: Kind,
): Procedure => ({ code, name, limitDays, weight, ...of });

const civil = kind(districts, atTheDesk, issued, 0);
const registration = kind(['H29.03'], mostlyOnline, issued, 1);
const complaint: Kind = { ...kind(districts, reported, issued, 0.05), ends: 'done' };

export const procedures: readonly Procedure[] = [
  procedure('1.004222', 'Registration of a birth', 2, 11, civil),
  procedure('1.004227', 'Registration of a marriage', 3, 9, civil),
  procedure('1.004231', 'Certificate of single status', 3, 8, civil),
  procedure('1.004240', 'Certified copy from a register', 1, 11, civil),
  procedure(
    '1.004301',
    'Registration of a place of residence',
    7,
    11,
    kind(districts, halfOnline, issued, 0),
  ),
  procedure('1.004316', 'Permit for a street stall', 5, 5, kind(districts, atTheDesk, issued, 0.3)),
  procedure('1.004402', 'Repair of a pothole', 5, 7, complaint),
  procedure('1.004405', 'Repair of a street light', 3, 6, complaint),
  procedure('1.004409', 'Rubbish not collected', null, 5, complaint),
  procedure('2.001105', 'Building permit for a house', 15, 8, kind(['H29.01'], halfOnline, inspected, 0.1)),
  procedure('2.001112', 'Permit to dig up a pavement', 7, 4, kind(['H29.01'], mostlyOnline, examined, 0.8)),
  procedure('2.001208', 'Transfer of a land title', 10, 8, kind(['H29.02'], atTheDesk, inspected, 0.15)),
  procedure('2.001215', 'Change of land use', 20, 3, kind(['H29.02'], atTheDesk, consulted, 0.3)),
  procedure('2.001223', 'Permit to moor a houseboat', 12, 3, kind(['H29.02'], halfOnline, examined, 0.1)),
  procedure('2.002301', 'Registration of a household business', 3, 9, registration),
  procedure('2.002307', 'Change of a business registration', 3, 6, registration),
  procedure('2.003410', 'Renewal of a driving licence', 5, 9, kind(['H29.04'], halfOnline, issued, 0)),
  procedure('2.003418', 'Licence for a ferry line', 15, 2, kind(['H29.04'], mostlyOnline, consulted, 0.9)),
  procedure('2.004502', 'Food safety certificate', 10, 6, kind(['H29.05'], halfOnline, examined, 0.9)),
  procedure('2.004511', 'Licence to run a pharmacy', 15, 3, kind(['H29.05'], halfOnline, issued, 0.7)),
  procedure('2.005603', 'Permit for an outdoor show', 7, 5, kind(['H29.06'], mostlyOnline, examined, 0.6)),
  procedure('2.005609', 'Licence for a tour guide', 10, 4, kind(['H29.06'], mostlyOnline, issued, 0)),
  procedure('2.006701', 'Monthly allowance for the elderly', 10, 6, kind(['H29.07'], atTheDesk, issued, 0)),
  procedure('2.006708', 'Work permit for a foreigner', 5, 4, kind(['H29.07'], mostlyOnline, issued, 0.9)),
];
