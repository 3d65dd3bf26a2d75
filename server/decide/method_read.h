/* From one JSON file to a method. Knows the form of the file; not where files are found. */
#ifndef BOGEN_SERVER_DECIDE_METHOD_READ_H
#define BOGEN_SERVER_DECIDE_METHOD_READ_H

#include "server/decide/method.h"

/* Reads the file into the method, which is all zero before and is to be freed in either case. False
 * with file, path and reason. */
bool method_read(const char *file, struct method *method, struct failure *failure);

#endif
