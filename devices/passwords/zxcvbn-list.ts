let list: Promise<ReadonlySet<string>> | undefined;

/** The 49,000 commonest passwords of what has leaked, in small letters (Burnett's corpus); read when it is first asked for. */
export function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return list;
}
