// The late piece that brings a whole session, or a budget, into this one: fetched when somebody chooses such a
// file.
import "./boot";
export { countsAhead, importPrepare, ImportFault, sessionRead } from "./model/import/prepare";
export { importRun } from "./model/import/run";
export { pbIntoFile } from "./model/pb/into";
export { pbRead } from "./model/pb/read";
