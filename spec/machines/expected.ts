/** Where a customer may go from anywhere: to another bank, back to the beginning, away. */
const always = 'started institutionNotFound institutionNotSupported institutionSupported done';

/** What each stage of Connect expects, as the vendor describes its flows; anything else is followed, and marked. */
export const connectExpects: Readonly<Record<string, string>> = {
  idle: 'started',
  started: `${always} adding processing credentialsUpdated invalidCredentials depositSwitchUpdate`,
  institutionNotFound: always,
  institutionNotSupported: always,
  institutionSupported: `${always} adding processing credentialsUpdated invalidCredentials unableToConnect`,
  adding: `${always} adding mfa invalidCredentials credentialsUpdated discovered processing unableToConnect added`,
  invalidCredentials: `${always} adding invalidCredentials mfa credentialsUpdated discovered unableToConnect added`,
  mfa: `${always} mfa mfaUpdated adding invalidCredentials credentialsUpdated discovered unableToConnect added`,
  mfaUpdated: `${always} mfa mfaUpdated invalidCredentials credentialsUpdated discovered unableToConnect added`,
  credentialsUpdated: `${always} credentialsUpdated adding mfa mfaUpdated invalidCredentials discovered processing unableToConnect added`,
  discovered: `${always} discovered adding unableToConnect added`,
  processing: `${always} processing adding unableToConnect added`,
  unableToConnect: `${always} adding processing unableToConnect`,
  added: `${always} added adding processing credentialsUpdated`,
  depositSwitch: `${always} depositSwitchUpdate`,
  done: 'started',
  abandoned: 'started',
};

/** The same of a verification. */
export const verificationExpects: Readonly<Record<string, string>> = {
  idle: 'initiated riskAnalytics',
  initiated: 'deposited failed',
  deposited: 'success failed',
  success: '',
  failed: '',
  riskAnalytics: '',
  abandoned: '',
};
