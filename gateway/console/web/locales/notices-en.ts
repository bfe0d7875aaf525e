/** What the link of a notice leads to. */
export const noticesEn = {
  answer: {
    title: 'Answer an alarm notice',
    hint: '“I take it” acknowledges the alarm in your name; “Seen” only says that you have read the notice, and the alarm goes on climbing.',
    take: 'I take it',
    see: 'Seen',
    taken: 'You have acknowledged the alarm. Sign in at the console to go on with it.',
    seen: 'It is noted that you have seen this. The alarm is not yours: somebody may have been first, or your role does not handle alarms.',
    toConsole: 'Open the console',
  },
  answerProblem: {
    'no-notice': 'This link is not valid.',
    'already-answered': 'This link has been used before.',
    expired: 'This link is older than a day; sign in at the console to see the alarm.',
    'not-sent': 'This notice was taken back: somebody has dealt with the alarm.',
    'too-many-requests': 'Too many tries; wait a minute.',
    unreachable: 'The gateway cannot be reached. See whether the phone is in the compound’s network, then try again.',
    'invalid-request': 'This link is not complete; open it from the notice again.',
  },
};
