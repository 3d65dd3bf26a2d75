// What JSX is made of; the build puts it in front of every source, which is shorter than children as a
// property of each element.
export { Fragment, h } from "preact";
