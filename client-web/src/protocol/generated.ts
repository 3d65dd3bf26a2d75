// Printed by `protocol-print typescript` from the .def files in protocol/; do not edit.

export const limits = {
	protocolName: "bogen.v1",
	protocolVersion: 1,
	idMax: 4294967295,
	numberMax: 9007199254740991,
	messageBytesMax: 65536,
	messageDepthMax: 5,
	commandsUnansweredMax: 32,
	tokenBytes: 16,
	cursorBytes: 20,
	codeCharacters: 8,
	linesMax: 24,
} as const;

export const roleWords = ["none", "viewer", "citizen", "moderator", "host", "observer", "member", "steering", "helper"] as const;
export type Role = (typeof roleWords)[number];

export const audienceWords = ["none", "everyone", "members", "withheld", "moderators", "owner"] as const;
export type Audience = (typeof audienceWords)[number];

export const boardSortWords = ["none", "plenary", "town", "team", "table", "steering"] as const;
export type BoardSort = (typeof boardSortWords)[number];

export const actionWords = ["none", "ideas", "comments", "votes"] as const;
export type Action = (typeof actionWords)[number];

export const endingWords = ["none", "next", "lock"] as const;
export type Ending = (typeof endingWords)[number];

export const holdWords = ["none", "waiting", "alone", "hidden"] as const;
export type Hold = (typeof holdWords)[number];

export const arrangementWords = ["none", "alike", "mixed", "choice"] as const;
export type Arrangement = (typeof arrangementWords)[number];

export const stageWords = ["none", "idea", "profile", "selected", "running", "done", "stopped"] as const;
export type Stage = (typeof stageWords)[number];

export const relationWords = ["none", "part_of", "merged_into", "sent_up_from", "turned_from", "continued_from"] as const;
export type Relation = (typeof relationWords)[number];

export const ballotMethodWords = ["none", "opinion", "approval", "yesno", "dots", "resistance", "ranking", "choose", "budget"] as const;
export type BallotMethod = (typeof ballotMethodWords)[number];

export const ballotStateWords = ["none", "prepared", "open", "closed", "void"] as const;
export type BallotState = (typeof ballotStateWords)[number];

export const secrecyWords = ["none", "named", "plain", "confidential"] as const;
export type Secrecy = (typeof secrecyWords)[number];

export const ruleWords = ["none", "people", "towns", "every_town"] as const;
export type Rule = (typeof ruleWords)[number];

export const decisionWords = ["none", "carried", "lost", "tied"] as const;
export type Decision = (typeof decisionWords)[number];

export const budgetRuleWords = ["none", "greedy", "shares", "add1", "add1_exhaustive", "add1_votes"] as const;
export type BudgetRule = (typeof budgetRuleWords)[number];

export const utilityWords = ["none", "cost", "count"] as const;
export type Utility = (typeof utilityWords)[number];

export const choiceWords = ["none", "agree", "disagree", "pass"] as const;
export type Choice = (typeof choiceWords)[number];

export const languageWords = ["none", "en", "de"] as const;
export type Language = (typeof languageWords)[number];

export type Field =
	| readonly [name: string, type: "id", of: string, required: boolean]
	| readonly [name: string, type: "number", max: number]
	| readonly [name: string, type: "word" | "set", words: readonly string[]]
	| readonly [name: string, type: "flag"]
	| readonly [
			name: string,
			type: "line" | "text",
			graphemesMin: number,
			graphemesMax: number,
			bytesMax: number,
	  ]
	| readonly [name: string, type: "lines", countMax: number, graphemesMax: number, bytesMax: number]
	| readonly [name: string, type: "bytes", bytesMax: number]
	| readonly [name: string, type: "ids", of: string, countMax: number]
	| readonly [name: string, type: "pairs", of: string, countMax: number, max: number];

/** A row's number, and a number that belongs to it. */
export type Pair = readonly [id: number, number: number];

export interface RowShape {
	readonly number: number;
	readonly sort: "logged" | "derived" | "passing";
	readonly audience: "everyone" | "held" | "invited" | "seated" | "personal" | "owner" | "server";
	readonly keys: readonly Field[];
	readonly fields: readonly Field[]; /* without the key's parts */
}

export interface CommandShape {
	readonly number: number;
	readonly who: "visitor" | "person" | "participant" | "leader" | "steering" |
		"moderator" | "host" | "server";
	readonly action: Action;
	readonly fields: readonly Field[];
}

export interface FrameShape {
	readonly number: number;
	readonly sender: "client" | "server";
	readonly fields: readonly Field[];
}

/** The session itself; one row, whose id is the session's number */
export interface SessionRow {
	readonly id: number;
	readonly title: string;
	readonly language: Language;
	readonly code: string;
	readonly method: string;
	readonly created_ms: number;
	readonly locked: boolean;
}

/** A town taking part */
export interface TownRow {
	readonly id: number;
	readonly name: string;
}

/** Where ideas live: the plenary, a workshop, a team, a table; each at its own phase */
export interface BoardRow {
	readonly id: number;
	readonly title: string;
	readonly sort: BoardSort;
	readonly town: number;
	readonly audience: Audience;
	readonly phase: number;
	readonly timer_end_ms: number;
	readonly parent: number;
	readonly leader: number;
	readonly speaker: number;
	readonly ending: Ending;
	readonly step: number;
	readonly rounds: number;
	readonly places: number;
	readonly hold: Hold;
	readonly ideas_max: number;
	readonly slow_s: number;
	readonly locked: boolean;
	readonly approval: boolean;
}

/** A step of the method: what is asked, and what may be done */
export interface PhaseRow {
	readonly id: number;
	readonly title: string;
	readonly prompt: string;
	readonly allows: readonly Action[];
	readonly minutes: number;
	readonly help: string;
	readonly boards: readonly BoardSort[];
	readonly ending: Ending;
	readonly hold: Hold;
	readonly reveal: boolean;
	readonly ideas_max: number;
	readonly slow_s: number;
	readonly sort: number;
	readonly tables: Arrangement;
	readonly table_size: number;
}

/** A heading under which ideas are gathered */
export interface TopicRow {
	readonly id: number;
	readonly title: string;
	readonly phase: number;
}

/** Someone taking part; the only row with personal data */
export interface PersonRow {
	readonly id: number;
	readonly name: string;
	readonly institution: string;
	readonly town: number;
	readonly role: Role;
	readonly joined_ms: number;
	readonly contributed: boolean;
	readonly assisted: boolean;
	readonly left: boolean;
	readonly muted: boolean;
	readonly kept_out: boolean;
	readonly links: number;
	readonly invitation: number;
	readonly settled: boolean;
}

/** Name and town of a person who has contributed */
export interface AuthorRow {
	readonly id: number;
	readonly name: string;
	readonly town: number;
}

/** How many people of a town take part; of no town: 0 */
export interface AttendanceRow {
	readonly id: number;
	readonly persons: number;
}

/** How many people of a town are connected now */
export interface PresenceRow {
	readonly id: number;
	readonly here: number;
}

/** An idea; keeps its identity for life */
export interface IdeaRow {
	readonly id: number;
	readonly board: number;
	readonly topic: number;
	readonly author: number;
	readonly town: number;
	readonly audience: Audience;
	readonly stage: Stage;
	readonly title: string;
	readonly text: string;
	readonly created_ms: number;
	readonly edited_ms: number;
	readonly phase: number;
	readonly sort: number;
	readonly hold: Hold;
	readonly reason: string;
	readonly locked: boolean;
	readonly redacted: boolean;
	readonly merged_into: number;
	readonly sent_up_to: number;
}

/** A comment on an idea */
export interface CommentRow {
	readonly id: number;
	readonly idea: number;
	readonly board: number;
	readonly author: number;
	readonly town: number;
	readonly audience: Audience;
	readonly text: string;
	readonly created_ms: number;
	readonly hold: Hold;
	readonly reason: string;
	readonly redacted: boolean;
}

/** How many comments an idea has */
export interface CommentCountRow {
	readonly id: number;
	readonly board: number;
	readonly author: number;
	readonly audience: Audience;
	readonly comments: number;
}

/** How two ideas belong together */
export interface LinkRow {
	readonly from: number;
	readonly to: number;
	readonly relation: Relation;
	readonly person: number;
	readonly created_ms: number;
}

/** A question put to the vote; `options` with their costs in cents */
export interface BallotRow {
	readonly id: number;
	readonly title: string;
	readonly method: BallotMethod;
	readonly state: BallotState;
	readonly opened_ms: number;
	readonly closed_ms: number;
	readonly secrecy: Secrecy;
	readonly hidden: boolean;
	readonly board: number;
	readonly audience: Audience;
	readonly phase: number;
	readonly topic: number;
	readonly stages: readonly Stage[];
	readonly sort: number;
	readonly options: readonly Pair[];
	readonly roles: readonly Role[];
	readonly voters: readonly number[];
	readonly points: number;
	readonly heap: number;
	readonly picks: number;
	readonly places: number;
	readonly threshold: number;
	readonly threshold_of: number;
	readonly quorum: number;
	readonly budget: number;
	readonly budget_rule: BudgetRule;
	readonly utility: Utility;
	readonly weights: readonly Pair[];
	readonly previous: number;
	readonly round: number;
	readonly papers: number;
	readonly eligible: number;
	readonly towns: number;
	readonly gathered: boolean;
	readonly rule: Rule;
}

/** One person's opinion of one idea; a later one replaces the earlier */
export interface VoteRow {
	readonly ballot: number;
	readonly idea: number;
	readonly person: number;
	readonly choice: Choice;
	readonly town: number;
}

/** What the people of one town say to one option; for moderators alone where few people answered */
export interface TallyRow {
	readonly ballot: number;
	readonly idea: number;
	readonly town: number;
	readonly board: number;
	readonly author: number;
	readonly audience: Audience;
	readonly agree: number;
	readonly disagree: number;
	readonly pass: number;
	readonly answers: number;
	readonly sum: number;
}

/** A session as its host finds it in the directory */
export interface ListingRow {
	readonly id: number;
	readonly host: number;
	readonly title: string;
	readonly code: string;
	readonly created_ms: number;
}

/** A join code's session; the key is the code's upper and lower 20 bits */
export interface CodeRow {
	readonly high: number;
	readonly low: number;
	readonly session: number;
}

/** Whose token this is, or which invitation's; the key is the first 96 bits of its SHA-256 */
export interface TokenRow {
	readonly first: number;
	readonly second: number;
	readonly third: number;
	readonly hash: Uint8Array;
	readonly person: number;
	readonly link: number;
	readonly invitation: number;
}

/** What a device was last answered; slot is the command's number mod 32 */
export interface AnswerRow {
	readonly person: number;
	readonly device: number;
	readonly slot: number;
	readonly number: number;
	readonly body_mac: Uint8Array;
	readonly result: number;
}

/** Since when one server process has written; see cursors */
export interface EpochRow {
	readonly id: number;
	readonly seq: number;
	readonly mark: number;
}

/** The key of the session's keyed hashes; one row with id 1 */
export interface SecretRow {
	readonly id: number;
	readonly key: Uint8Array;
}

/** A link that lets people in with a role; its secret is a token */
export interface InvitationRow {
	readonly id: number;
	readonly role: Role;
	readonly town: number;
	readonly board: number;
	readonly until_ms: number;
	readonly uses_max: number;
	readonly uses: number;
	readonly revoked: boolean;
	readonly person: number;
	readonly created_ms: number;
}

/** The team that a person works in, and the table they sit at */
export interface SeatRow {
	readonly person: number;
	readonly team: number;
	readonly table: number;
}

/** At which table a person sat in a round of a board's tables */
export interface SittingRow {
	readonly person: number;
	readonly board: number;
	readonly round: number;
	readonly table: number;
}

/** What a person has added to a board in a phase */
export interface QuotaRow {
	readonly person: number;
	readonly board: number;
	readonly phase: number;
	readonly ideas: number;
	readonly last_ms: number;
}

/** A person's last action, and the rows as they were before, to undo it */
export interface ChangeRow {
	readonly person: number;
	readonly revision: number;
	readonly command: number;
	readonly before: Uint8Array;
	readonly after: Uint8Array;
	readonly undone_ms: number;
}

/** Somebody wants to speak */
export interface HandRow {
	readonly board: number;
	readonly person: number;
	readonly town: number;
	readonly raised_ms: number;
}

/** How often a town's people have been called to speak on a board */
export interface TurnsRow {
	readonly board: number;
	readonly town: number;
	readonly called: number;
}

/** Somebody is done; good as long as the board is at the same step */
export interface ReadyRow {
	readonly board: number;
	readonly person: number;
	readonly step: number;
}

/** What a board's people are asked to look at: one of idea, topic and ballot */
export interface FocusRow {
	readonly board: number;
	readonly idea: number;
	readonly topic: number;
	readonly ballot: number;
	readonly person: number;
	readonly since_ms: number;
}

/** What an idea is in the method's words: a vision, a goal, a measure */
export interface IdeaSortRow {
	readonly id: number;
	readonly title: string;
}

/** How many people of a town are in a team or at a table */
export interface SeatingRow {
	readonly board: number;
	readonly town: number;
	readonly persons: number;
}

/** How far a board is: ideas on it, people done with its step, ideas written in silence */
export interface ProgressRow {
	readonly board: number;
	readonly ideas: number;
	readonly ready: number;
	readonly alone: number;
}

/** What one person says in a ballot other than an opinion ballot; a later one replaces the earlier */
export interface PaperRow {
	readonly ballot: number;
	readonly person: number;
	readonly board: number;
	readonly audience: Audience;
	readonly town: number;
	readonly choices: readonly Pair[];
	readonly sealed: Uint8Array;
	readonly withdrawn: boolean;
}

/** What everybody together says to one option */
export interface TotalRow {
	readonly ballot: number;
	readonly idea: number;
	readonly board: number;
	readonly author: number;
	readonly audience: Audience;
	readonly agree: number;
	readonly disagree: number;
	readonly pass: number;
	readonly answers: number;
	readonly sum: number;
}

/** How many people of a town have voted */
export interface TurnoutRow {
	readonly ballot: number;
	readonly town: number;
	readonly board: number;
	readonly audience: Audience;
	readonly papers: number;
}

/** That a person has voted, not what */
export interface VotedRow {
	readonly ballot: number;
	readonly person: number;
	readonly town: number;
	readonly withdrawn: boolean;
}

/** What came of an option, counted at the ballot's closing; scores in billionths */
export interface ResultRow {
	readonly ballot: number;
	readonly idea: number;
	readonly board: number;
	readonly author: number;
	readonly audience: Audience;
	readonly agree: number;
	readonly disagree: number;
	readonly pass: number;
	readonly answers: number;
	readonly sum: number;
	readonly score_people: number;
	readonly score_towns: number;
	readonly score_every_town: number;
	readonly rank_people: number;
	readonly rank_towns: number;
	readonly rank_every_town: number;
	readonly decision_people: Decision;
	readonly decision_towns: Decision;
	readonly decision_every_town: Decision;
	readonly carried: number;
	readonly least: number;
	readonly beats: readonly Pair[];
	readonly withheld: boolean;
}

/** What a budget buys by one rule; `per_voter` in millionths of a cent */
export interface OutcomeRow {
	readonly ballot: number;
	readonly rule: Rule;
	readonly budget_rule: BudgetRule;
	readonly board: number;
	readonly audience: Audience;
	readonly winners: readonly number[];
	readonly cost: number;
	readonly per_voter: number;
}

/** A paper of a confidential ballot, made public at its closing; the numbers are shuffled */
export interface PublishedRow {
	readonly ballot: number;
	readonly number: number;
	readonly board: number;
	readonly audience: Audience;
	readonly check: Uint8Array;
	readonly town: number;
	readonly choices: readonly Pair[];
}

/** A numbered slip for somebody without a phone; the person is made when it is first used */
export interface SlipRow {
	readonly id: number;
	readonly town: number;
	readonly person: number;
}

/** What a result withholds, since it would tell what few people of a town said; for moderators */
export interface ScoreRow {
	readonly ballot: number;
	readonly idea: number;
	readonly board: number;
	readonly audience: Audience;
	readonly score_towns: number;
	readonly score_every_town: number;
	readonly carried: number;
	readonly least: number;
}

export interface Rows {
	session: SessionRow;
	town: TownRow;
	board: BoardRow;
	phase: PhaseRow;
	topic: TopicRow;
	person: PersonRow;
	author: AuthorRow;
	attendance: AttendanceRow;
	presence: PresenceRow;
	idea: IdeaRow;
	comment: CommentRow;
	comment_count: CommentCountRow;
	link: LinkRow;
	ballot: BallotRow;
	vote: VoteRow;
	tally: TallyRow;
	listing: ListingRow;
	code: CodeRow;
	token: TokenRow;
	answer: AnswerRow;
	epoch: EpochRow;
	secret: SecretRow;
	invitation: InvitationRow;
	seat: SeatRow;
	sitting: SittingRow;
	quota: QuotaRow;
	change: ChangeRow;
	hand: HandRow;
	turns: TurnsRow;
	ready: ReadyRow;
	focus: FocusRow;
	idea_sort: IdeaSortRow;
	seating: SeatingRow;
	progress: ProgressRow;
	paper: PaperRow;
	total: TotalRow;
	turnout: TurnoutRow;
	voted: VotedRow;
	result: ResultRow;
	outcome: OutcomeRow;
	published: PublishedRow;
	slip: SlipRow;
	score: ScoreRow;
}
export type RowKind = keyof Rows;

export const rowShapes: { readonly [K in RowKind]: RowShape } = {
	session: {
		number: 1,
		sort: "logged",
		audience: "everyone",
		keys: [
			["id", "id", "session", true],
		],
		fields: [
			["title", "line", 1, 120, 480],
			["language", "word", languageWords],
			["code", "line", 8, 8, 8],
			["method", "line", 1, 60, 60],
			["created_ms", "number", 9007199254740991],
			["locked", "flag"],
		],
	},
	town: {
		number: 2,
		sort: "logged",
		audience: "everyone",
		keys: [
			["id", "id", "town", true],
		],
		fields: [
			["name", "line", 1, 60, 240],
		],
	},
	board: {
		number: 3,
		sort: "logged",
		audience: "everyone",
		keys: [
			["id", "id", "board", true],
		],
		fields: [
			["title", "line", 1, 120, 480],
			["sort", "word", boardSortWords],
			["town", "id", "town", false],
			["audience", "word", audienceWords],
			["phase", "id", "phase", true],
			["timer_end_ms", "number", 9007199254740991],
			["parent", "id", "board", false],
			["leader", "id", "person", false],
			["speaker", "id", "person", false],
			["ending", "word", endingWords],
			["step", "number", 4294967295],
			["rounds", "number", 4294967295],
			["places", "number", 4294967295],
			["hold", "word", holdWords],
			["ideas_max", "number", 4294967295],
			["slow_s", "number", 86400],
			["locked", "flag"],
			["approval", "flag"],
		],
	},
	phase: {
		number: 4,
		sort: "logged",
		audience: "everyone",
		keys: [
			["id", "id", "phase", true],
		],
		fields: [
			["title", "line", 1, 120, 480],
			["prompt", "text", 0, 1000, 4000],
			["allows", "set", actionWords],
			["minutes", "number", 525600],
			["help", "text", 0, 1000, 4000],
			["boards", "set", boardSortWords],
			["ending", "word", endingWords],
			["hold", "word", holdWords],
			["reveal", "flag"],
			["ideas_max", "number", 4294967295],
			["slow_s", "number", 86400],
			["sort", "id", "idea_sort", false],
			["tables", "word", arrangementWords],
			["table_size", "number", 1000],
		],
	},
	topic: {
		number: 5,
		sort: "logged",
		audience: "everyone",
		keys: [
			["id", "id", "topic", true],
		],
		fields: [
			["title", "line", 1, 120, 480],
			["phase", "id", "phase", false],
		],
	},
	person: {
		number: 6,
		sort: "logged",
		audience: "personal",
		keys: [
			["id", "id", "person", true],
		],
		fields: [
			["name", "line", 0, 80, 320],
			["institution", "line", 0, 120, 480],
			["town", "id", "town", false],
			["role", "word", roleWords],
			["joined_ms", "number", 9007199254740991],
			["contributed", "flag"],
			["assisted", "flag"],
			["left", "flag"],
			["muted", "flag"],
			["kept_out", "flag"],
			["links", "number", 4294967295],
			["invitation", "id", "invitation", false],
			["settled", "flag"],
		],
	},
	author: {
		number: 7,
		sort: "derived",
		audience: "everyone",
		keys: [
			["id", "id", "person", true],
		],
		fields: [
			["name", "line", 0, 80, 320],
			["town", "id", "town", false],
		],
	},
	attendance: {
		number: 8,
		sort: "derived",
		audience: "everyone",
		keys: [
			["id", "id", "town", true],
		],
		fields: [
			["persons", "number", 4294967295],
		],
	},
	presence: {
		number: 9,
		sort: "passing",
		audience: "everyone",
		keys: [
			["id", "id", "town", true],
		],
		fields: [
			["here", "number", 4294967295],
		],
	},
	idea: {
		number: 10,
		sort: "logged",
		audience: "held",
		keys: [
			["id", "id", "idea", true],
		],
		fields: [
			["board", "id", "board", true],
			["topic", "id", "topic", false],
			["author", "id", "person", true],
			["town", "id", "town", false],
			["audience", "word", audienceWords],
			["stage", "word", stageWords],
			["title", "line", 0, 120, 480],
			["text", "text", 1, 2000, 8000],
			["created_ms", "number", 9007199254740991],
			["edited_ms", "number", 9007199254740991],
			["phase", "id", "phase", false],
			["sort", "id", "idea_sort", false],
			["hold", "word", holdWords],
			["reason", "line", 0, 200, 800],
			["locked", "flag"],
			["redacted", "flag"],
			["merged_into", "id", "idea", false],
			["sent_up_to", "id", "idea", false],
		],
	},
	comment: {
		number: 11,
		sort: "logged",
		audience: "held",
		keys: [
			["id", "id", "comment", true],
		],
		fields: [
			["idea", "id", "idea", true],
			["board", "id", "board", true],
			["author", "id", "person", true],
			["town", "id", "town", false],
			["audience", "word", audienceWords],
			["text", "text", 1, 1000, 4000],
			["created_ms", "number", 9007199254740991],
			["hold", "word", holdWords],
			["reason", "line", 0, 200, 800],
			["redacted", "flag"],
		],
	},
	comment_count: {
		number: 12,
		sort: "derived",
		audience: "held",
		keys: [
			["id", "id", "idea", true],
		],
		fields: [
			["board", "id", "board", true],
			["author", "id", "person", true],
			["audience", "word", audienceWords],
			["comments", "number", 4294967295],
		],
	},
	link: {
		number: 13,
		sort: "logged",
		audience: "everyone",
		keys: [
			["from", "id", "idea", true],
			["to", "id", "idea", true],
			["relation", "word", relationWords],
		],
		fields: [
			["person", "id", "person", true],
			["created_ms", "number", 9007199254740991],
		],
	},
	ballot: {
		number: 14,
		sort: "logged",
		audience: "held",
		keys: [
			["id", "id", "ballot", true],
		],
		fields: [
			["title", "line", 1, 120, 480],
			["method", "word", ballotMethodWords],
			["state", "word", ballotStateWords],
			["opened_ms", "number", 9007199254740991],
			["closed_ms", "number", 9007199254740991],
			["secrecy", "word", secrecyWords],
			["hidden", "flag"],
			["board", "id", "board", false],
			["audience", "word", audienceWords],
			["phase", "id", "phase", false],
			["topic", "id", "topic", false],
			["stages", "set", stageWords],
			["sort", "id", "idea_sort", false],
			["options", "pairs", "idea", 500, 18014398509481],
			["roles", "set", roleWords],
			["voters", "ids", "board", 24],
			["points", "number", 1000],
			["heap", "number", 1000],
			["picks", "number", 500],
			["places", "number", 500],
			["threshold", "number", 1000000],
			["threshold_of", "number", 1000000],
			["quorum", "number", 4294967295],
			["budget", "number", 18014398509481],
			["budget_rule", "word", budgetRuleWords],
			["utility", "word", utilityWords],
			["weights", "pairs", "town", 24, 1000000000],
			["previous", "id", "ballot", false],
			["round", "number", 4294967295],
			["papers", "number", 4294967295],
			["eligible", "number", 4294967295],
			["towns", "number", 4294967295],
			["gathered", "flag"],
			["rule", "word", ruleWords],
		],
	},
	vote: {
		number: 15,
		sort: "logged",
		audience: "owner",
		keys: [
			["ballot", "id", "ballot", true],
			["idea", "id", "idea", true],
			["person", "id", "person", true],
		],
		fields: [
			["choice", "word", choiceWords],
			["town", "id", "town", false],
		],
	},
	tally: {
		number: 16,
		sort: "derived",
		audience: "held",
		keys: [
			["ballot", "id", "ballot", true],
			["idea", "id", "idea", true],
			["town", "id", "town", true],
		],
		fields: [
			["board", "id", "board", true],
			["author", "id", "person", true],
			["audience", "word", audienceWords],
			["agree", "number", 4294967295],
			["disagree", "number", 4294967295],
			["pass", "number", 4294967295],
			["answers", "number", 4294967295],
			["sum", "number", 9007199254740991],
		],
	},
	listing: {
		number: 17,
		sort: "logged",
		audience: "owner",
		keys: [
			["id", "id", "session", true],
		],
		fields: [
			["host", "id", "person", true],
			["title", "line", 1, 120, 480],
			["code", "line", 8, 8, 8],
			["created_ms", "number", 9007199254740991],
		],
	},
	code: {
		number: 18,
		sort: "logged",
		audience: "server",
		keys: [
			["high", "id", "part", true],
			["low", "id", "part", true],
		],
		fields: [
			["session", "id", "session", true],
		],
	},
	token: {
		number: 19,
		sort: "logged",
		audience: "server",
		keys: [
			["first", "id", "part", true],
			["second", "id", "part", true],
			["third", "id", "part", true],
		],
		fields: [
			["hash", "bytes", 32],
			["person", "id", "person", false],
			["link", "number", 4294967295],
			["invitation", "id", "invitation", false],
		],
	},
	answer: {
		number: 20,
		sort: "logged",
		audience: "server",
		keys: [
			["person", "id", "person", true],
			["device", "id", "device", true],
			["slot", "id", "part", true],
		],
		fields: [
			["number", "number", 9007199254740991],
			["body_mac", "bytes", 16],
			["result", "number", 4294967295],
		],
	},
	epoch: {
		number: 21,
		sort: "logged",
		audience: "server",
		keys: [
			["id", "id", "part", true],
		],
		fields: [
			["seq", "number", 9007199254740991],
			["mark", "number", 9007199254740991],
		],
	},
	secret: {
		number: 22,
		sort: "logged",
		audience: "server",
		keys: [
			["id", "id", "part", true],
		],
		fields: [
			["key", "bytes", 32],
		],
	},
	invitation: {
		number: 23,
		sort: "logged",
		audience: "invited",
		keys: [
			["id", "id", "invitation", true],
		],
		fields: [
			["role", "word", roleWords],
			["town", "id", "town", false],
			["board", "id", "board", false],
			["until_ms", "number", 9007199254740991],
			["uses_max", "number", 4294967295],
			["uses", "number", 4294967295],
			["revoked", "flag"],
			["person", "id", "person", true],
			["created_ms", "number", 9007199254740991],
		],
	},
	seat: {
		number: 24,
		sort: "logged",
		audience: "seated",
		keys: [
			["person", "id", "person", true],
		],
		fields: [
			["team", "id", "board", false],
			["table", "id", "board", false],
		],
	},
	sitting: {
		number: 25,
		sort: "logged",
		audience: "server",
		keys: [
			["person", "id", "person", true],
			["board", "id", "board", true],
			["round", "id", "part", true],
		],
		fields: [
			["table", "id", "board", true],
		],
	},
	quota: {
		number: 26,
		sort: "logged",
		audience: "server",
		keys: [
			["person", "id", "person", true],
			["board", "id", "board", true],
			["phase", "id", "phase", true],
		],
		fields: [
			["ideas", "number", 4294967295],
			["last_ms", "number", 9007199254740991],
		],
	},
	change: {
		number: 27,
		sort: "logged",
		audience: "server",
		keys: [
			["person", "id", "person", true],
		],
		fields: [
			["revision", "number", 9007199254740991],
			["command", "number", 4294967295],
			["before", "bytes", 262144],
			["after", "bytes", 32],
			["undone_ms", "number", 9007199254740991],
		],
	},
	hand: {
		number: 28,
		sort: "logged",
		audience: "everyone",
		keys: [
			["board", "id", "board", true],
			["person", "id", "person", true],
		],
		fields: [
			["town", "id", "town", false],
			["raised_ms", "number", 9007199254740991],
		],
	},
	turns: {
		number: 29,
		sort: "logged",
		audience: "everyone",
		keys: [
			["board", "id", "board", true],
			["town", "id", "town", true],
		],
		fields: [
			["called", "number", 4294967295],
		],
	},
	ready: {
		number: 30,
		sort: "logged",
		audience: "personal",
		keys: [
			["board", "id", "board", true],
			["person", "id", "person", true],
		],
		fields: [
			["step", "number", 4294967295],
		],
	},
	focus: {
		number: 31,
		sort: "logged",
		audience: "everyone",
		keys: [
			["board", "id", "board", true],
		],
		fields: [
			["idea", "id", "idea", false],
			["topic", "id", "topic", false],
			["ballot", "id", "ballot", false],
			["person", "id", "person", true],
			["since_ms", "number", 9007199254740991],
		],
	},
	idea_sort: {
		number: 32,
		sort: "logged",
		audience: "everyone",
		keys: [
			["id", "id", "idea_sort", true],
		],
		fields: [
			["title", "line", 1, 120, 480],
		],
	},
	seating: {
		number: 33,
		sort: "derived",
		audience: "everyone",
		keys: [
			["board", "id", "board", true],
			["town", "id", "town", true],
		],
		fields: [
			["persons", "number", 4294967295],
		],
	},
	progress: {
		number: 34,
		sort: "derived",
		audience: "everyone",
		keys: [
			["board", "id", "board", true],
		],
		fields: [
			["ideas", "number", 4294967295],
			["ready", "number", 4294967295],
			["alone", "number", 4294967295],
		],
	},
	paper: {
		number: 35,
		sort: "logged",
		audience: "held",
		keys: [
			["ballot", "id", "ballot", true],
			["person", "id", "person", true],
		],
		fields: [
			["board", "id", "board", false],
			["audience", "word", audienceWords],
			["town", "id", "town", false],
			["choices", "pairs", "idea", 501, 9007199254740991],
			["sealed", "bytes", 1038],
			["withdrawn", "flag"],
		],
	},
	total: {
		number: 36,
		sort: "derived",
		audience: "held",
		keys: [
			["ballot", "id", "ballot", true],
			["idea", "id", "idea", true],
		],
		fields: [
			["board", "id", "board", false],
			["author", "id", "person", false],
			["audience", "word", audienceWords],
			["agree", "number", 4294967295],
			["disagree", "number", 4294967295],
			["pass", "number", 4294967295],
			["answers", "number", 4294967295],
			["sum", "number", 9007199254740991],
		],
	},
	turnout: {
		number: 37,
		sort: "derived",
		audience: "held",
		keys: [
			["ballot", "id", "ballot", true],
			["town", "id", "town", true],
		],
		fields: [
			["board", "id", "board", false],
			["audience", "word", audienceWords],
			["papers", "number", 4294967295],
		],
	},
	voted: {
		number: 38,
		sort: "derived",
		audience: "personal",
		keys: [
			["ballot", "id", "ballot", true],
			["person", "id", "person", true],
		],
		fields: [
			["town", "id", "town", false],
			["withdrawn", "flag"],
		],
	},
	result: {
		number: 39,
		sort: "logged",
		audience: "held",
		keys: [
			["ballot", "id", "ballot", true],
			["idea", "id", "idea", true],
		],
		fields: [
			["board", "id", "board", false],
			["author", "id", "person", false],
			["audience", "word", audienceWords],
			["agree", "number", 4294967295],
			["disagree", "number", 4294967295],
			["pass", "number", 4294967295],
			["answers", "number", 4294967295],
			["sum", "number", 9007199254740991],
			["score_people", "number", 9007199254740991],
			["score_towns", "number", 9007199254740991],
			["score_every_town", "number", 9007199254740991],
			["rank_people", "number", 4294967295],
			["rank_towns", "number", 4294967295],
			["rank_every_town", "number", 4294967295],
			["decision_people", "word", decisionWords],
			["decision_towns", "word", decisionWords],
			["decision_every_town", "word", decisionWords],
			["carried", "number", 4294967295],
			["least", "number", 1000000000],
			["beats", "pairs", "idea", 500, 4294967295],
			["withheld", "flag"],
		],
	},
	outcome: {
		number: 40,
		sort: "logged",
		audience: "held",
		keys: [
			["ballot", "id", "ballot", true],
			["rule", "word", ruleWords],
			["budget_rule", "word", budgetRuleWords],
		],
		fields: [
			["board", "id", "board", false],
			["audience", "word", audienceWords],
			["winners", "ids", "idea", 500],
			["cost", "number", 9007199254740991],
			["per_voter", "number", 9007199254740991],
		],
	},
	published: {
		number: 41,
		sort: "logged",
		audience: "held",
		keys: [
			["ballot", "id", "ballot", true],
			["number", "id", "part", true],
		],
		fields: [
			["board", "id", "board", false],
			["audience", "word", audienceWords],
			["check", "bytes", 8],
			["town", "id", "town", false],
			["choices", "pairs", "idea", 501, 9007199254740991],
		],
	},
	slip: {
		number: 42,
		sort: "logged",
		audience: "personal",
		keys: [
			["id", "id", "slip", true],
		],
		fields: [
			["town", "id", "town", true],
			["person", "id", "person", false],
		],
	},
	score: {
		number: 43,
		sort: "logged",
		audience: "held",
		keys: [
			["ballot", "id", "ballot", true],
			["idea", "id", "idea", true],
		],
		fields: [
			["board", "id", "board", false],
			["audience", "word", audienceWords],
			["score_towns", "number", 9007199254740991],
			["score_every_town", "number", 9007199254740991],
			["carried", "number", 4294967295],
			["least", "number", 1000000000],
		],
	},
};

/** Create a session and become its moderator */
export interface SessionCreateCommand {
	readonly title: string;
	readonly language: Language;
	readonly method: string;
	readonly towns: readonly string[];
	readonly name: string;
	readonly token: Uint8Array;
}

/** Give the session another title */
export interface SessionEditCommand {
	readonly title: string;
}

/** Take part under a name, for a town; with an invitation, in its role */
export interface JoinCommand {
	readonly token: Uint8Array;
	readonly name: string;
	readonly town: number;
	readonly institution: string;
}

/** Stop taking part; with `erase`, name and token go for good, contributions stay */
export interface LeaveCommand {
	readonly erase: boolean;
}

/** Correct one's own name or institution */
export interface PersonEditCommand {
	readonly name: string;
	readonly institution: string;
}

/** Add an assisted person: one without a device */
export interface PersonAddCommand {
	readonly name: string;
	readonly town: number;
	readonly institution: string;
}

/** Add a town, with its board */
export interface TownAddCommand {
	readonly name: string;
}

/** Correct a town's name, and its board's title */
export interface TownEditCommand {
	readonly town: number;
	readonly name: string;
}

/** Give a board another title */
export interface BoardEditCommand {
	readonly board: number;
	readonly title: string;
}

/** Add a topic */
export interface TopicAddCommand {
	readonly title: string;
	readonly phase: number;
}

/** Rename a topic */
export interface TopicEditCommand {
	readonly topic: number;
	readonly title: string;
}

/** Remove a topic that no idea stands under */
export interface TopicRemoveCommand {
	readonly topic: number;
}

/** Lead a board from the phase it is in to another; `below` leads the boards below it too, `timed` starts the phase's timer */
export interface PhaseGoCommand {
	readonly board: number;
	readonly from: number;
	readonly to: number;
	readonly below: boolean;
	readonly timed: boolean;
}

/** Start a board's timer anew; 0 ms: for as long as the phase foresees */
export interface TimerStartCommand {
	readonly board: number;
	readonly duration_ms: number;
	readonly below: boolean;
}

/** Stop a board's timer */
export interface TimerStopCommand {
	readonly board: number;
	readonly below: boolean;
}

/** Add an idea */
export interface IdeaAddCommand {
	readonly board: number;
	readonly topic: number;
	readonly title: string;
	readonly text: string;
	readonly person: number;
}

/** Change one's idea; `revision` is the one that was read, 0 for any */
export interface IdeaEditCommand {
	readonly idea: number;
	readonly revision: number;
	readonly topic: number;
	readonly title: string;
	readonly text: string;
}

/** Take one's idea back */
export interface IdeaRemoveCommand {
	readonly idea: number;
}

/** Comment on an idea */
export interface CommentAddCommand {
	readonly idea: number;
	readonly text: string;
	readonly person: number;
}

/** Take one's comment back */
export interface CommentRemoveCommand {
	readonly comment: number;
}

/** Say how two ideas belong together */
export interface IdeaLinkCommand {
	readonly from: number;
	readonly to: number;
	readonly relation: Relation;
}

/** Take a link away */
export interface IdeaUnlinkCommand {
	readonly from: number;
	readonly to: number;
	readonly relation: Relation;
}

/** Agree, disagree or pass in an open opinion ballot */
export interface VoteCommand {
	readonly idea: number;
	readonly ballot: number;
	readonly choice: Choice;
	readonly person: number;
	readonly slip: number;
}

/** Open a ballot; one whose results were seen all along may be opened again */
export interface BallotOpenCommand {
	readonly ballot: number;
}

/** Close a ballot, count it, and say what came of it */
export interface BallotCloseCommand {
	readonly ballot: number;
}

/** Make an invitation: a link with a role, perhaps a town and a board */
export interface InvitationAddCommand {
	readonly role: Role;
	readonly town: number;
	readonly board: number;
	readonly until_ms: number;
	readonly uses_max: number;
	readonly token: Uint8Array;
}

/** Let nobody else in by an invitation */
export interface InvitationRevokeCommand {
	readonly invitation: number;
}

/** Give a person another role */
export interface PersonRoleCommand {
	readonly person: number;
	readonly role: Role;
}

/** Give a person a new return link; the old ones are void */
export interface PersonRelinkCommand {
	readonly person: number;
	readonly token: Uint8Array;
}

/** Take no more ideas and comments from a person, or again */
export interface PersonMuteCommand {
	readonly person: number;
	readonly muted: boolean;
}

/** Send a person away and keep them out; contributions stay */
export interface PersonRemoveCommand {
	readonly person: number;
}

/** Let a person back in who was sent away */
export interface PersonAdmitCommand {
	readonly person: number;
}

/** Add a board: a team, a table or a steering group's */
export interface BoardAddCommand {
	readonly title: string;
	readonly sort: BoardSort;
	readonly audience: Audience;
	readonly parent: number;
	readonly places: number;
}

/** Remove a board that holds no ideas */
export interface BoardRemoveCommand {
	readonly board: number;
}

/** Give a board a leader, or none */
export interface BoardLeadCommand {
	readonly board: number;
	readonly person: number;
}

/** Set a board's rules; 0: no limit, and no free choice of places */
export interface BoardRulesCommand {
	readonly board: number;
	readonly places: number;
	readonly ideas_max: number;
	readonly slow_s: number;
	readonly approval: boolean;
}

/** Take no input on a board, or again */
export interface BoardLockCommand {
	readonly board: number;
	readonly locked: boolean;
}

/** Take no input on any board, or again */
export interface SessionLockCommand {
	readonly locked: boolean;
}

/** Take a place in a team or at a table; moderators and its leader give it to others */
export interface SeatTakeCommand {
	readonly board: number;
	readonly person: number;
}

/** Leave a team or table; moderators and its leader take others out */
export interface SeatLeaveCommand {
	readonly board: number;
	readonly person: number;
}

/** Put a board's people at tables below it; `here`: only those who are connected. `result` is how many pairs meet again */
export interface TablesSetCommand {
	readonly board: number;
	readonly arrangement: Arrangement;
	readonly size: number;
	readonly audience: Audience;
	readonly here: boolean;
}

/** Hide an idea; its author sees why */
export interface IdeaHideCommand {
	readonly idea: number;
	readonly reason: string;
}

/** Let an idea through, or show it again; authors show what they wrote alone */
export interface IdeaShowCommand {
	readonly idea: number;
}

/** Write an idea anew; what it said leaves the history too */
export interface IdeaRedactCommand {
	readonly idea: number;
	readonly title: string;
	readonly text: string;
}

/** Take no changes, comments and votes on an idea, or again */
export interface IdeaLockCommand {
	readonly idea: number;
	readonly locked: boolean;
}

/** Put an idea on another board or under another topic */
export interface IdeaMoveCommand {
	readonly idea: number;
	readonly board: number;
	readonly topic: number;
}

/** Merge an idea into another of its board */
export interface IdeaMergeCommand {
	readonly idea: number;
	readonly into: number;
}

/** Make a merged idea stand for itself again */
export interface IdeaUnmergeCommand {
	readonly idea: number;
}

/** Put an idea before another board, the parent if none is named; it keeps author and town */
export interface IdeaSendUpCommand {
	readonly idea: number;
	readonly to: number;
}

/** Say how far an idea has come */
export interface IdeaStageCommand {
	readonly idea: number;
	readonly stage: Stage;
}

/** Hide a comment; its author sees why */
export interface CommentHideCommand {
	readonly comment: number;
	readonly reason: string;
}

/** Let a comment through, or show it again */
export interface CommentShowCommand {
	readonly comment: number;
}

/** Write a comment anew; what it said leaves the history too */
export interface CommentRedactCommand {
	readonly comment: number;
	readonly text: string;
}

/** Ask to speak */
export interface HandRaiseCommand {
	readonly board: number;
}

/** Ask no more; moderators and the leader lower others' hands */
export interface HandLowerCommand {
	readonly board: number;
	readonly person: number;
}

/** Call somebody to speak; if nobody is named, whose town has spoken least */
export interface HandCallCommand {
	readonly board: number;
	readonly person: number;
}

/** Say that one is done with the board's phase, or not yet */
export interface ReadyMarkCommand {
	readonly board: number;
	readonly ready: boolean;
}

/** Put an idea, a topic or a ballot before a board's people; none: let them look freely */
export interface FocusSetCommand {
	readonly board: number;
	readonly idea: number;
	readonly topic: number;
	readonly ballot: number;
}

/** Undo one's last action, if nothing has been built on it; `result` is the kind of command undone */
export interface UndoCommand {
}

/** A board's timer has ended: do what its phase names */
export interface TimerEndCommand {
	readonly board: number;
	readonly end_ms: number;
}

/** Prepare a ballot; its options are those named, else at its opening the ideas that fit board, topic, stages and sort */
export interface BallotAddCommand {
	readonly title: string;
	readonly method: BallotMethod;
	readonly secrecy: Secrecy;
	readonly hidden: boolean;
	readonly board: number;
	readonly phase: number;
	readonly topic: number;
	readonly stages: readonly Stage[];
	readonly sort: number;
	readonly options: readonly Pair[];
	readonly roles: readonly Role[];
	readonly voters: readonly number[];
	readonly points: number;
	readonly heap: number;
	readonly picks: number;
	readonly places: number;
	readonly threshold: number;
	readonly threshold_of: number;
	readonly quorum: number;
	readonly budget: number;
	readonly budget_rule: BudgetRule;
	readonly utility: Utility;
	readonly weights: readonly Pair[];
	readonly rule: Rule;
}

/** Prepare a ballot anew, as long as it has not been opened */
export interface BallotEditCommand {
	readonly ballot: number;
	readonly title: string;
	readonly method: BallotMethod;
	readonly secrecy: Secrecy;
	readonly hidden: boolean;
	readonly board: number;
	readonly phase: number;
	readonly topic: number;
	readonly stages: readonly Stage[];
	readonly sort: number;
	readonly options: readonly Pair[];
	readonly roles: readonly Role[];
	readonly voters: readonly number[];
	readonly points: number;
	readonly heap: number;
	readonly picks: number;
	readonly places: number;
	readonly threshold: number;
	readonly threshold_of: number;
	readonly quorum: number;
	readonly budget: number;
	readonly budget_rule: BudgetRule;
	readonly utility: Utility;
	readonly weights: readonly Pair[];
	readonly rule: Rule;
}

/** Remove a ballot that has not been opened */
export interface BallotRemoveCommand {
	readonly ballot: number;
}

/** Prepare another round of a closed ballot */
export interface BallotRepeatCommand {
	readonly ballot: number;
}

/** Vote in a ballot other than an opinion ballot, or take one's paper back */
export interface CastCommand {
	readonly ballot: number;
	readonly choices: readonly Pair[];
	readonly check: Uint8Array;
	readonly withdraw: boolean;
	readonly person: number;
	readonly slip: number;
}

/** Number further slips for a town's people without a phone; `result` is the first of them */
export interface SlipsAddCommand {
	readonly town: number;
	readonly count: number;
}

/** An open ballot's key is lost: nothing can be counted */
export interface BallotVoidCommand {
	readonly ballot: number;
}

/** Say anew what a phase asks and how long it should take; for all boards that pass through it */
export interface PhaseEditCommand {
	readonly phase: number;
	readonly title: string;
	readonly prompt: string;
	readonly help: string;
	readonly minutes: number;
}

export interface Commands {
	session_create: SessionCreateCommand;
	session_edit: SessionEditCommand;
	join: JoinCommand;
	leave: LeaveCommand;
	person_edit: PersonEditCommand;
	person_add: PersonAddCommand;
	town_add: TownAddCommand;
	town_edit: TownEditCommand;
	board_edit: BoardEditCommand;
	topic_add: TopicAddCommand;
	topic_edit: TopicEditCommand;
	topic_remove: TopicRemoveCommand;
	phase_go: PhaseGoCommand;
	timer_start: TimerStartCommand;
	timer_stop: TimerStopCommand;
	idea_add: IdeaAddCommand;
	idea_edit: IdeaEditCommand;
	idea_remove: IdeaRemoveCommand;
	comment_add: CommentAddCommand;
	comment_remove: CommentRemoveCommand;
	idea_link: IdeaLinkCommand;
	idea_unlink: IdeaUnlinkCommand;
	vote: VoteCommand;
	ballot_open: BallotOpenCommand;
	ballot_close: BallotCloseCommand;
	invitation_add: InvitationAddCommand;
	invitation_revoke: InvitationRevokeCommand;
	person_role: PersonRoleCommand;
	person_relink: PersonRelinkCommand;
	person_mute: PersonMuteCommand;
	person_remove: PersonRemoveCommand;
	person_admit: PersonAdmitCommand;
	board_add: BoardAddCommand;
	board_remove: BoardRemoveCommand;
	board_lead: BoardLeadCommand;
	board_rules: BoardRulesCommand;
	board_lock: BoardLockCommand;
	session_lock: SessionLockCommand;
	seat_take: SeatTakeCommand;
	seat_leave: SeatLeaveCommand;
	tables_set: TablesSetCommand;
	idea_hide: IdeaHideCommand;
	idea_show: IdeaShowCommand;
	idea_redact: IdeaRedactCommand;
	idea_lock: IdeaLockCommand;
	idea_move: IdeaMoveCommand;
	idea_merge: IdeaMergeCommand;
	idea_unmerge: IdeaUnmergeCommand;
	idea_send_up: IdeaSendUpCommand;
	idea_stage: IdeaStageCommand;
	comment_hide: CommentHideCommand;
	comment_show: CommentShowCommand;
	comment_redact: CommentRedactCommand;
	hand_raise: HandRaiseCommand;
	hand_lower: HandLowerCommand;
	hand_call: HandCallCommand;
	ready_mark: ReadyMarkCommand;
	focus_set: FocusSetCommand;
	undo: UndoCommand;
	timer_end: TimerEndCommand;
	ballot_add: BallotAddCommand;
	ballot_edit: BallotEditCommand;
	ballot_remove: BallotRemoveCommand;
	ballot_repeat: BallotRepeatCommand;
	cast: CastCommand;
	slips_add: SlipsAddCommand;
	ballot_void: BallotVoidCommand;
	phase_edit: PhaseEditCommand;
}
export type CommandKind = keyof Commands;

export const commandShapes: { readonly [K in CommandKind]: CommandShape } = {
	session_create: {
		number: 1,
		who: "host",
		action: "none",
		fields: [
			["title", "line", 1, 120, 480],
			["language", "word", languageWords],
			["method", "line", 1, 60, 60],
			["towns", "lines", 24, 60, 240],
			["name", "line", 1, 80, 320],
			["token", "bytes", 16],
		],
	},
	session_edit: {
		number: 2,
		who: "moderator",
		action: "none",
		fields: [
			["title", "line", 1, 120, 480],
		],
	},
	join: {
		number: 3,
		who: "visitor",
		action: "none",
		fields: [
			["token", "bytes", 16],
			["name", "line", 1, 80, 320],
			["town", "id", "town", false],
			["institution", "line", 0, 120, 480],
		],
	},
	leave: {
		number: 4,
		who: "person",
		action: "none",
		fields: [
			["erase", "flag"],
		],
	},
	person_edit: {
		number: 5,
		who: "person",
		action: "none",
		fields: [
			["name", "line", 1, 80, 320],
			["institution", "line", 0, 120, 480],
		],
	},
	person_add: {
		number: 6,
		who: "moderator",
		action: "none",
		fields: [
			["name", "line", 1, 80, 320],
			["town", "id", "town", true],
			["institution", "line", 0, 120, 480],
		],
	},
	town_add: {
		number: 7,
		who: "moderator",
		action: "none",
		fields: [
			["name", "line", 1, 60, 240],
		],
	},
	town_edit: {
		number: 8,
		who: "moderator",
		action: "none",
		fields: [
			["town", "id", "town", true],
			["name", "line", 1, 60, 240],
		],
	},
	board_edit: {
		number: 9,
		who: "moderator",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["title", "line", 1, 120, 480],
		],
	},
	topic_add: {
		number: 10,
		who: "moderator",
		action: "none",
		fields: [
			["title", "line", 1, 120, 480],
			["phase", "id", "phase", false],
		],
	},
	topic_edit: {
		number: 11,
		who: "moderator",
		action: "none",
		fields: [
			["topic", "id", "topic", true],
			["title", "line", 1, 120, 480],
		],
	},
	topic_remove: {
		number: 12,
		who: "moderator",
		action: "none",
		fields: [
			["topic", "id", "topic", true],
		],
	},
	phase_go: {
		number: 13,
		who: "leader",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["from", "id", "phase", true],
			["to", "id", "phase", true],
			["below", "flag"],
			["timed", "flag"],
		],
	},
	timer_start: {
		number: 14,
		who: "leader",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["duration_ms", "number", 31622400000],
			["below", "flag"],
		],
	},
	timer_stop: {
		number: 15,
		who: "leader",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["below", "flag"],
		],
	},
	idea_add: {
		number: 16,
		who: "participant",
		action: "ideas",
		fields: [
			["board", "id", "board", true],
			["topic", "id", "topic", false],
			["title", "line", 0, 120, 480],
			["text", "text", 1, 2000, 8000],
			["person", "id", "person", false],
		],
	},
	idea_edit: {
		number: 17,
		who: "participant",
		action: "ideas",
		fields: [
			["idea", "id", "idea", true],
			["revision", "number", 9007199254740991],
			["topic", "id", "topic", false],
			["title", "line", 0, 120, 480],
			["text", "text", 1, 2000, 8000],
		],
	},
	idea_remove: {
		number: 18,
		who: "participant",
		action: "ideas",
		fields: [
			["idea", "id", "idea", true],
		],
	},
	comment_add: {
		number: 19,
		who: "participant",
		action: "comments",
		fields: [
			["idea", "id", "idea", true],
			["text", "text", 1, 1000, 4000],
			["person", "id", "person", false],
		],
	},
	comment_remove: {
		number: 20,
		who: "participant",
		action: "comments",
		fields: [
			["comment", "id", "comment", true],
		],
	},
	idea_link: {
		number: 21,
		who: "moderator",
		action: "none",
		fields: [
			["from", "id", "idea", true],
			["to", "id", "idea", true],
			["relation", "word", relationWords],
		],
	},
	idea_unlink: {
		number: 22,
		who: "moderator",
		action: "none",
		fields: [
			["from", "id", "idea", true],
			["to", "id", "idea", true],
			["relation", "word", relationWords],
		],
	},
	vote: {
		number: 23,
		who: "participant",
		action: "votes",
		fields: [
			["idea", "id", "idea", true],
			["ballot", "id", "ballot", true],
			["choice", "word", choiceWords],
			["person", "id", "person", false],
			["slip", "number", 4294967295],
		],
	},
	ballot_open: {
		number: 24,
		who: "moderator",
		action: "none",
		fields: [
			["ballot", "id", "ballot", true],
		],
	},
	ballot_close: {
		number: 25,
		who: "moderator",
		action: "none",
		fields: [
			["ballot", "id", "ballot", true],
		],
	},
	invitation_add: {
		number: 26,
		who: "moderator",
		action: "none",
		fields: [
			["role", "word", roleWords],
			["town", "id", "town", false],
			["board", "id", "board", false],
			["until_ms", "number", 9007199254740991],
			["uses_max", "number", 4294967295],
			["token", "bytes", 16],
		],
	},
	invitation_revoke: {
		number: 27,
		who: "moderator",
		action: "none",
		fields: [
			["invitation", "id", "invitation", true],
		],
	},
	person_role: {
		number: 28,
		who: "moderator",
		action: "none",
		fields: [
			["person", "id", "person", true],
			["role", "word", roleWords],
		],
	},
	person_relink: {
		number: 29,
		who: "moderator",
		action: "none",
		fields: [
			["person", "id", "person", true],
			["token", "bytes", 16],
		],
	},
	person_mute: {
		number: 30,
		who: "moderator",
		action: "none",
		fields: [
			["person", "id", "person", true],
			["muted", "flag"],
		],
	},
	person_remove: {
		number: 31,
		who: "moderator",
		action: "none",
		fields: [
			["person", "id", "person", true],
		],
	},
	person_admit: {
		number: 32,
		who: "moderator",
		action: "none",
		fields: [
			["person", "id", "person", true],
		],
	},
	board_add: {
		number: 33,
		who: "moderator",
		action: "none",
		fields: [
			["title", "line", 1, 120, 480],
			["sort", "word", boardSortWords],
			["audience", "word", audienceWords],
			["parent", "id", "board", false],
			["places", "number", 4294967295],
		],
	},
	board_remove: {
		number: 34,
		who: "moderator",
		action: "none",
		fields: [
			["board", "id", "board", true],
		],
	},
	board_lead: {
		number: 35,
		who: "moderator",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["person", "id", "person", false],
		],
	},
	board_rules: {
		number: 36,
		who: "moderator",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["places", "number", 4294967295],
			["ideas_max", "number", 4294967295],
			["slow_s", "number", 86400],
			["approval", "flag"],
		],
	},
	board_lock: {
		number: 37,
		who: "leader",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["locked", "flag"],
		],
	},
	session_lock: {
		number: 38,
		who: "moderator",
		action: "none",
		fields: [
			["locked", "flag"],
		],
	},
	seat_take: {
		number: 39,
		who: "participant",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["person", "id", "person", false],
		],
	},
	seat_leave: {
		number: 40,
		who: "participant",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["person", "id", "person", false],
		],
	},
	tables_set: {
		number: 41,
		who: "moderator",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["arrangement", "word", arrangementWords],
			["size", "number", 1000],
			["audience", "word", audienceWords],
			["here", "flag"],
		],
	},
	idea_hide: {
		number: 42,
		who: "moderator",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
			["reason", "line", 1, 200, 800],
		],
	},
	idea_show: {
		number: 43,
		who: "participant",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
		],
	},
	idea_redact: {
		number: 44,
		who: "moderator",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
			["title", "line", 0, 120, 480],
			["text", "text", 1, 2000, 8000],
		],
	},
	idea_lock: {
		number: 45,
		who: "moderator",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
			["locked", "flag"],
		],
	},
	idea_move: {
		number: 46,
		who: "moderator",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
			["board", "id", "board", true],
			["topic", "id", "topic", false],
		],
	},
	idea_merge: {
		number: 47,
		who: "leader",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
			["into", "id", "idea", true],
		],
	},
	idea_unmerge: {
		number: 48,
		who: "leader",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
		],
	},
	idea_send_up: {
		number: 49,
		who: "leader",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
			["to", "id", "board", false],
		],
	},
	idea_stage: {
		number: 50,
		who: "steering",
		action: "none",
		fields: [
			["idea", "id", "idea", true],
			["stage", "word", stageWords],
		],
	},
	comment_hide: {
		number: 51,
		who: "moderator",
		action: "none",
		fields: [
			["comment", "id", "comment", true],
			["reason", "line", 1, 200, 800],
		],
	},
	comment_show: {
		number: 52,
		who: "moderator",
		action: "none",
		fields: [
			["comment", "id", "comment", true],
		],
	},
	comment_redact: {
		number: 53,
		who: "moderator",
		action: "none",
		fields: [
			["comment", "id", "comment", true],
			["text", "text", 1, 1000, 4000],
		],
	},
	hand_raise: {
		number: 54,
		who: "participant",
		action: "none",
		fields: [
			["board", "id", "board", true],
		],
	},
	hand_lower: {
		number: 55,
		who: "participant",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["person", "id", "person", false],
		],
	},
	hand_call: {
		number: 56,
		who: "leader",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["person", "id", "person", false],
		],
	},
	ready_mark: {
		number: 57,
		who: "participant",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["ready", "flag"],
		],
	},
	focus_set: {
		number: 58,
		who: "leader",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["idea", "id", "idea", false],
			["topic", "id", "topic", false],
			["ballot", "id", "ballot", false],
		],
	},
	undo: {
		number: 59,
		who: "participant",
		action: "none",
		fields: [],
	},
	timer_end: {
		number: 60,
		who: "server",
		action: "none",
		fields: [
			["board", "id", "board", true],
			["end_ms", "number", 9007199254740991],
		],
	},
	ballot_add: {
		number: 61,
		who: "moderator",
		action: "none",
		fields: [
			["title", "line", 1, 120, 480],
			["method", "word", ballotMethodWords],
			["secrecy", "word", secrecyWords],
			["hidden", "flag"],
			["board", "id", "board", false],
			["phase", "id", "phase", false],
			["topic", "id", "topic", false],
			["stages", "set", stageWords],
			["sort", "id", "idea_sort", false],
			["options", "pairs", "idea", 500, 18014398509481],
			["roles", "set", roleWords],
			["voters", "ids", "board", 24],
			["points", "number", 1000],
			["heap", "number", 1000],
			["picks", "number", 500],
			["places", "number", 500],
			["threshold", "number", 1000000],
			["threshold_of", "number", 1000000],
			["quorum", "number", 4294967295],
			["budget", "number", 18014398509481],
			["budget_rule", "word", budgetRuleWords],
			["utility", "word", utilityWords],
			["weights", "pairs", "town", 24, 1000000000],
			["rule", "word", ruleWords],
		],
	},
	ballot_edit: {
		number: 62,
		who: "moderator",
		action: "none",
		fields: [
			["ballot", "id", "ballot", true],
			["title", "line", 1, 120, 480],
			["method", "word", ballotMethodWords],
			["secrecy", "word", secrecyWords],
			["hidden", "flag"],
			["board", "id", "board", false],
			["phase", "id", "phase", false],
			["topic", "id", "topic", false],
			["stages", "set", stageWords],
			["sort", "id", "idea_sort", false],
			["options", "pairs", "idea", 500, 18014398509481],
			["roles", "set", roleWords],
			["voters", "ids", "board", 24],
			["points", "number", 1000],
			["heap", "number", 1000],
			["picks", "number", 500],
			["places", "number", 500],
			["threshold", "number", 1000000],
			["threshold_of", "number", 1000000],
			["quorum", "number", 4294967295],
			["budget", "number", 18014398509481],
			["budget_rule", "word", budgetRuleWords],
			["utility", "word", utilityWords],
			["weights", "pairs", "town", 24, 1000000000],
			["rule", "word", ruleWords],
		],
	},
	ballot_remove: {
		number: 63,
		who: "moderator",
		action: "none",
		fields: [
			["ballot", "id", "ballot", true],
		],
	},
	ballot_repeat: {
		number: 64,
		who: "moderator",
		action: "none",
		fields: [
			["ballot", "id", "ballot", true],
		],
	},
	cast: {
		number: 65,
		who: "participant",
		action: "none",
		fields: [
			["ballot", "id", "ballot", true],
			["choices", "pairs", "idea", 501, 9007199254740991],
			["check", "bytes", 8],
			["withdraw", "flag"],
			["person", "id", "person", false],
			["slip", "number", 4294967295],
		],
	},
	slips_add: {
		number: 66,
		who: "moderator",
		action: "none",
		fields: [
			["town", "id", "town", true],
			["count", "number", 5000],
		],
	},
	ballot_void: {
		number: 67,
		who: "server",
		action: "none",
		fields: [
			["ballot", "id", "ballot", true],
		],
	},
	phase_edit: {
		number: 68,
		who: "moderator",
		action: "none",
		fields: [
			["phase", "id", "phase", true],
			["title", "line", 1, 120, 480],
			["prompt", "text", 0, 1000, 4000],
			["help", "text", 0, 1000, 4000],
			["minutes", "number", 525600],
		],
	},
};

/** First frame of a client: what it wants to see, and as whom */
export interface HelloFrame {
	readonly version: number;
	readonly code: string;
	readonly session: number;
	readonly token: Uint8Array;
	readonly cursor: Uint8Array;
	readonly language: Language;
	readonly device: number;
	readonly watch: boolean;
	readonly client: string;
	readonly scope: number;
}

/** A command with its number; behind it the array of its arguments */
export interface CommandFrame {
	readonly number: number;
	readonly kind: number;
}

/** Asks for the server's time */
export interface PingFrame {
	readonly client_ms: number;
}

/** Asks for a page of all rows (moderators): an export */
export interface ReadFrame {
	readonly number: number;
	readonly position: number;
}

/** Whom the server takes the client for; `resumed` unless it must drop its rows */
export interface WelcomeFrame {
	readonly version: number;
	readonly session: number;
	readonly person: number;
	readonly role: Role;
	readonly resumed: boolean;
	readonly server_ms: number;
	readonly scope: number;
}

/** The command with this number is durable */
export interface DoneFrame {
	readonly number: number;
	readonly seq: number;
	readonly result: number;
}

/** The command with this number changed nothing, and why */
export interface RefusedFrame {
	readonly number: number;
	readonly code: number;
	readonly message: string;
	readonly retry_ms: number;
}

/** A row; held back by the client until the next update or page */
export interface RowFrame {
	readonly kind: number;
	readonly revision: number;
}

/** Put the rows held back that are at most as new as `seq`: all up to here was seen */
export interface UpdateFrame {
	readonly cursor: Uint8Array;
	readonly seq: number;
}

/** The server's time */
export interface PongFrame {
	readonly client_ms: number;
	readonly server_ms: number;
}

/** The rows before this frame are the page asked for; `next` is 0 at the end */
export interface PageFrame {
	readonly number: number;
	readonly next: number;
}

/** Why the server closes the connection, and when to come back */
export interface ClosingFrame {
	readonly code: number;
	readonly message: string;
	readonly retry_ms: number;
}

export interface Frames {
	hello: HelloFrame;
	command: CommandFrame;
	ping: PingFrame;
	read: ReadFrame;
	welcome: WelcomeFrame;
	done: DoneFrame;
	refused: RefusedFrame;
	row: RowFrame;
	update: UpdateFrame;
	pong: PongFrame;
	page: PageFrame;
	closing: ClosingFrame;
}
export type FrameKind = keyof Frames;

export const frameShapes: { readonly [K in FrameKind]: FrameShape } = {
	hello: {
		number: 1,
		sender: "client",
		fields: [
			["version", "number", 65535],
			["code", "line", 0, 9, 9],
			["session", "id", "session", false],
			["token", "bytes", 16],
			["cursor", "bytes", 20],
			["language", "word", languageWords],
			["device", "id", "device", false],
			["watch", "flag"],
			["client", "line", 0, 60, 60],
			["scope", "number", 4294967295],
		],
	},
	command: {
		number: 2,
		sender: "client",
		fields: [
			["number", "number", 9007199254740991],
			["kind", "number", 255],
		],
	},
	ping: {
		number: 3,
		sender: "client",
		fields: [
			["client_ms", "number", 9007199254740991],
		],
	},
	read: {
		number: 4,
		sender: "client",
		fields: [
			["number", "number", 9007199254740991],
			["position", "number", 9007199254740991],
		],
	},
	welcome: {
		number: 16,
		sender: "server",
		fields: [
			["version", "number", 65535],
			["session", "id", "session", false],
			["person", "id", "person", false],
			["role", "word", roleWords],
			["resumed", "flag"],
			["server_ms", "number", 9007199254740991],
			["scope", "number", 4294967295],
		],
	},
	done: {
		number: 17,
		sender: "server",
		fields: [
			["number", "number", 9007199254740991],
			["seq", "number", 9007199254740991],
			["result", "number", 4294967295],
		],
	},
	refused: {
		number: 18,
		sender: "server",
		fields: [
			["number", "number", 9007199254740991],
			["code", "number", 65535],
			["message", "text", 0, 500, 2000],
			["retry_ms", "number", 31622400000],
		],
	},
	row: {
		number: 19,
		sender: "server",
		fields: [
			["kind", "number", 255],
			["revision", "number", 9007199254740991],
		],
	},
	update: {
		number: 20,
		sender: "server",
		fields: [
			["cursor", "bytes", 20],
			["seq", "number", 9007199254740991],
		],
	},
	pong: {
		number: 21,
		sender: "server",
		fields: [
			["client_ms", "number", 9007199254740991],
			["server_ms", "number", 9007199254740991],
		],
	},
	page: {
		number: 22,
		sender: "server",
		fields: [
			["number", "number", 9007199254740991],
			["next", "number", 9007199254740991],
		],
	},
	closing: {
		number: 23,
		sender: "server",
		fields: [
			["code", "number", 65535],
			["message", "text", 0, 500, 2000],
			["retry_ms", "number", 31622400000],
		],
	},
};

export const errorNumbers = {
	malformed: 1,
	message_too_large: 2,
	version_unknown: 3,
	hello_late: 4,
	code_unknown: 5,
	token_unknown: 6,
	draining: 7,
	silent: 9,
	session_damaged: 11,
	signed_out: 12,
	removed: 13,
	link_replaced: 14,
	invitation_over: 15,
	command_unknown: 100,
	argument_wrong: 101,
	text_missing: 102,
	text_too_long: 103,
	text_not_allowed: 104,
	not_found: 105,
	number_reused: 106,
	number_old: 107,
	device_missing: 108,
	not_joined: 120,
	joined_already: 121,
	not_moderator: 122,
	not_host: 123,
	not_yours: 124,
	not_assisted: 125,
	phase_forbids: 126,
	busy: 127,
	not_stored: 128,
	observers_read: 129,
	not_leader: 130,
	not_steering: 131,
	not_member: 132,
	muted: 133,
	locked: 134,
	idea_locked: 135,
	session_full: 136,
	changed_meanwhile: 140,
	phase_moved: 141,
	ballot_not_open: 142,
	ballot_open_already: 143,
	topic_in_use: 144,
	name_taken: 145,
	method_unknown: 146,
	towns_missing: 147,
	link_to_itself: 148,
	link_exists: 149,
	too_many_towns: 150,
	timer_too_short: 151,
	town_missing: 152,
	last_moderator: 153,
	ideas_limit: 154,
	too_soon: 155,
	topic_not_now: 156,
	hidden_already: 157,
	shown_already: 158,
	merged: 159,
	not_merged: 160,
	merge_to_itself: 161,
	boards_differ: 162,
	built_on: 163,
	held_back: 164,
	sent_up_already: 165,
	no_parent: 166,
	nothing_to_undo: 167,
	hand_raised_already: 168,
	no_hand: 169,
	board_in_use: 170,
	board_sort_wrong: 171,
	board_full: 172,
	no_choice: 173,
	nobody_to_seat: 174,
	timer_missing: 175,
	removed_already: 176,
	not_removed: 177,
	revoked_already: 178,
	invitation_void: 179,
	token_void: 180,
	kept_out: 181,
	ballot_prepared: 182,
	ballot_begun: 183,
	ballot_final: 184,
	ballot_is_void: 185,
	method_differs: 186,
	not_voter: 187,
	not_helper: 188,
	slip_used: 189,
	option_foreign: 190,
	option_twice: 191,
	value_wrong: 192,
	points_too_many: 193,
	points_heaped: 194,
	picks_too_many: 195,
	check_missing: 196,
	options_missing: 197,
	options_too_many: 198,
	cost_missing: 199,
	budget_missing: 200,
	points_missing: 201,
	picks_missing: 202,
	threshold_wrong: 203,
	secrecy_unfit: 204,
	on_ballot: 205,
} as const;
export type ErrorName = keyof typeof errorNumbers;
