/** Every maximum of Quesiti, with its unit. Those an edition may change are defaults of the session's own fields. */

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

export const limits = {
  // What people write, in graphemes.
  titleLength: 120,
  questionTextLength: 2_000,
  triedLength: 1_000,
  messageLength: 1_000,
  noteLength: 1_000,
  reasonLength: 500,
  announcementLength: 200,
  inBriefLength: 140,
  reasoningLength: 4_000,
  appliesToLength: 800,
  whatToDoSteps: 12,
  whatToDoLength: 400,
  notCoveredLength: 800,
  references: 20,
  referenceLength: 200,
  urlLength: 400,
  searchLength: 200,
  /** Bytes of UTF-8 a grapheme may cost on average before a text counts as too long. */
  bytesPerGrapheme: 8,

  // Quantities in a session.
  asksPerPerson: 3,
  asksPerBody: 6,
  claimsPerExpert: 3,
  questionsPerItem: 200,
  splitParts: 5,
  draftsPerActor: 20,
  followUpDepth: 3,
  mentions: 10,
  queuePlaces: 50,

  // Files beside a question. They come in parts, each small enough for a slow line and for memory.
  fileBytes: 5 * 1_024 * 1_024,
  filePartBytes: 256 * 1_024,
  fileNameLength: 80,
  filesPerQuestion: 3,
  fileBytesPerBody: 40 * 1_024 * 1_024,
  /** One that has not come whole goes when nothing more of it has come for this long. */
  fileOrphanMs: HOUR_MS,
  filesSwept: 50,
  filesSweepMs: MINUTE_MS,

  // Time.
  leaseMs: 10 * MINUTE_MS,
  leaseWarningMs: 2 * MINUTE_MS,
  leaseRenewEveryMs: MINUTE_MS,
  closingGraceMs: MINUTE_MS,
  extendMinutes: 240,
  muteMs: 24 * HOUR_MS,
  parkMs: 60 * 24 * HOUR_MS,
  announcementMs: 8 * HOUR_MS,
  tallyAfterMs: 500,
  frameSpacingMs: 20,
  heartbeatMs: 15 * SECOND_MS,
  cursorSilenceMs: 60 * SECOND_MS,
  roomIdleMs: 10 * MINUTE_MS,
  sweepMs: SECOND_MS,
  /** The database's clock is looked at so often. A look that took longer than this says too little. */
  clockLookMs: 2_000,
  clockLookTookMs: 200,
  clockJumpMs: 2 * SECOND_MS,
  tokenMs: 24 * HOUR_MS,
  loginMs: 30 * 24 * HOUR_MS,
  codeMs: 10 * MINUTE_MS,

  // Several processes. A log is followed by poll, seldom while wake-ups come and often while they don't: by ± a tenth,
  // so that processes that started together don't ask together.
  pollMs: 850,
  pollOftenMs: 250,
  redisPulseMs: 500,
  /** Redis counts as away when it has not brought a pulse back for this long. */
  redisSilenceMs: 1_250,
  redisCommandMs: 800,
  redisConnectMs: 2 * SECOND_MS,
  redisReconnectMs: 100,
  redisReconnectMostMs: 2 * SECOND_MS,
  /** An open line on which nothing comes back for this long is given up; then twice as long each time. */
  redisRedialMs: 5 * SECOND_MS,
  redisRedialMostMs: 30 * SECOND_MS,
  redisUnderWay: 200,

  // Presence, for display alone.
  /** How often the staff is told at most, and everybody else. */
  presenceMs: 2 * SECOND_MS,
  presenceCrowdMs: 10 * SECOND_MS,
  /** How often a process tells the others, and a page that somebody looks at an item, though nothing changed. */
  presenceRepeatMs: 5 * SECOND_MS,
  presenceTtlMs: 15 * SECOND_MS,
  presentLooks: 100,

  // What an asker is told to expect.
  triageWithinMs: 30 * MINUTE_MS,
  writingUsuallyMs: 30 * MINUTE_MS,
  answerWithinWorkingDays: 10,

  // The engine.
  queuedCommands: 5_000,
  flushCommands: 500,
  replayEntries: 5_000,
  /** More rows than this since a cursor, and a snapshot is the shorter way. */
  replayChanges: 500,
  snapshotPartBytes: 256 * 1_024,
  bufferedBytes: 1_024 * 1_024,
  packetBytes: 32 * 1_024,
  /** The feed is read only: what it is sent ends it, and never needs to be long. */
  feedMessageBytes: 1_024,
  viewBytes: 1_024,
  socketsPerAccount: 10,
  connectTimeoutMs: 10 * SECOND_MS,
  /** Connections that the system keeps until they are taken; the next is dropped, and tries again only after seconds. */
  listenBacklog: 4_096,
  /** A call without an answer for this long is answered that its outcome is unknown. */
  answerMs: 30 * SECOND_MS,
  admissionDelayMs: 50,

  /** A rehearsal shares the server with real days: it may be long or large, within these. */
  rehearsal: {
    atOnce: 1,
    bodies: 1_500,
    experts: 50,
    moderators: 10,
    minutes: 120,
    asksPerBody: 100,
    /** How long after its closing time it may still answer before it is erased. */
    graceMs: 5 * MINUTE_MS,
    erasedATurn: 500,
  },

  // How often somebody may write, per account: `burst` at once, then one each `everyMs`.
  rates: {
    ask: { burst: 3, everyMs: 10 * SECOND_MS },
    vote: { burst: 20, everyMs: 500 },
    other: { burst: 40, everyMs: 250 },
    /** Of one line: a report of what is looked at. */
    presence: { burst: 10, everyMs: SECOND_MS },
    /** Of a rehearsal's people together; they have no rates of their own. */
    rehearsal: { burst: 500, everyMs: 2 },
    /** Above this the connection itself is closed. */
    connection: { burst: 200, everyMs: 50 },
  },

  // Signing in. Offices and classrooms share one address, so that only wrong codes are counted closely by address.
  codeDigits: 6,
  codeTries: 5,
  codesPerAccount: { burst: 5, everyMs: 3 * MINUTE_MS },
  signInsPerAccount: { burst: 10, everyMs: 90 * SECOND_MS },
  codesPerAddress: { burst: 200, everyMs: 5 * SECOND_MS },
  wrongCodesPerAddress: { burst: 30, everyMs: 30 * SECOND_MS },
  wrongCodesOverall: { burst: 1_000, everyMs: SECOND_MS },
  loginRefreshMs: 24 * HOUR_MS,
  secretLength: 32,
  emailLength: 254,
  personNameLength: 120,
  officeLength: 120,
  mailsWaiting: 500,
  // Notices by e-mail: how many go at once beside codes, how long one may be on its way, and how often it is tried.
  noticesAtOnce: 2,
  noticeLeaseMs: 5 * MINUTE_MS,
  noticeTries: 16,
  digestAfterMs: 15 * MINUTE_MS,
  digestAnswersPerTheme: 12,
  mailSubjectLength: 90,
  oneClickBytes: 4 * 1_024,
  outboxMails: 200,

  // HTTP.
  requestBytes: 32 * 1_024,
  requestTimeoutMs: 30 * SECOND_MS,
  requestsPerAccount: { max: 300, windowMs: MINUTE_MS },
  requestsPerAddress: { max: 3_000, windowMs: MINUTE_MS },
  /** On average over a second: beyond it requests are turned away. */
  eventLoopDelayMs: SECOND_MS / 2,
  drainMs: 10 * SECOND_MS,
  /** How long a balancer that watches gets to look elsewhere before we stop listening; it watches if it asked this lately. */
  drainNoticeMs: 3 * SECOND_MS,
  watchedMs: 30 * SECOND_MS,
  /** Over how long thousands of lines are closed, and how long one may wait for its last answer. */
  closeLinesMs: 3 * SECOND_MS,
  lateAnswerMs: SECOND_MS,
  /** A database that doesn't say anything for this long is not there. */
  readyCheckMs: SECOND_MS,
  /** How long people are kept where nothing can be stored before they are sent to look elsewhere. */
  degradedMs: 30 * SECOND_MS,
  passesPerSession: 20,

  // Reading.
  pageSize: 30,
  searchResults: 20,
  similarResults: 5,
  latestAnswers: 12,
  ownQuestions: 200,
} as const
