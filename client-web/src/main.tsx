// The page begins here. All that the late pieces share with it stands in boot.tsx, which each of them
// imports too: so it is one file, and this one only asks for it.
import "./boot";
