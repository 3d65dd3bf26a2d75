/* Tells systemd how the service is (Type=notify), without its library. Does nothing elsewhere. */
#ifndef BOGEN_SERVER_NOTIFY_H
#define BOGEN_SERVER_NOTIFY_H

/* "READY=1", "STOPPING=1" or "RELOADING=1\nMONOTONIC_USEC=…"; see sd_notify(3). */
void notify_systemd(const char *state);

/* RELOADING=1 with the time that systemd asks for. */
void notify_systemd_reloading(void);

#endif
