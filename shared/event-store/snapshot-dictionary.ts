/**
 * What snapshots are deflated with: text that most of them have, the commonest last (RFC 1951 reaches back for it). It is part
 * of how they are stored: a change of it calls for a higher `foldVersion`, as a test says.
 */
export const dictionary = Buffer.from(
  '"kind":"suspension","kind":"payment","kind":"supplement","from":17,"until":17,"ended":17,"reopened":17,"outcome":"withdrawn",' +
    '"outcome":"stopped","outcome":"refused","outcome":"denied","ground":"late","promised":17,"complaint":"","filed":17,' +
    '"access":4,"procedure":4,"official":4,"result":4,"handling":4,"place":{"agency":"","received":17},"events":1' +
    '{"state":{"holdings":[{"agency":"H29.07","from":17},"dues":[{"at":17,"due":17}],"participants":["H29.07"],' +
    '"units":[{"unit":"","from":17}],"units":[],"pauses":[],"extensions":0,"apologies":[],"closures":[],"complaints":[],' +
    '"surveys":[{"survey":"sipas","surveyVersion":1,"invited":17,"answered":17,"overall":4,"courtesy":5,"factors":{}}],"surveys":[],' +
    '"erased":[],"procedure":"1.00","procedureVersion":1,"channel":"counter","channel":"online","applicantKind":"business",' +
    '"applicantKind":"citizen","received":17,"receivedBy":"H29.07","holder":"H29.07","accepted":17,"workingDays":5,"due":17,' +
    '"unit":"","official":"","delivered":17,"ended":17,"outcome":"granted","counted":{"version":2,"due":"20"}},' +
    '"anomalies":{"rules":[],"sources":[],"rule":[],"source":[],"version":[],"at":[]},' +
    '"steps":{"step":{"codes":["appraisal","approval"],"places":[0,1]},"agency":{"codes":["H29.07"],"places":[0,0]},' +
    '"startUnit":{"codes":[null],"places":[0,0]},"unit":{"codes":["desk"],"places":[0,0]},' +
    '"official":{"codes":["official-1"],"places":[0,0]},"last":[],"before":[null,null],"open":[],"unitMs":1000},' +
    '"reporters":["H29.07"],"reporters":[],"isRevised":false,"last":{"at":17,"rank":21}}',
);
