// The late piece that makes files of what the session holds: fetched when somebody takes one.
import "./boot";
export { exportCsv } from "./model/export_csv";
export { exportJson } from "./model/export_json";
export { pbOfBallot } from "./model/pb/out_of";
export { pbWrite } from "./model/pb/write";
export { resultCsv } from "./model/result_csv";
export { readPages } from "./sync/pages";
