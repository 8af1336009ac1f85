#include "reader/serial.h"

#include "base/strings.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static speed_t speed_of(int baud)
{
    static const struct {
        int baud;
        speed_t speed;
    } speeds[] = {{1200, B1200},   {2400, B2400},   {4800, B4800},   {9600, B9600},
                  {19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200}};
    for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++) {
        if (speeds[i].baud == baud) {
            return speeds[i].speed;
        }
    }
    return B9600;
}

static bool make_raw(int fd, int baud)
{
    struct termios line;
    if (tcgetattr(fd, &line) != 0) {
        return false;
    }
    cfmakeraw(&line);
    line.c_cflag |= CLOCAL | CREAD;
    line.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS);
    line.c_cc[VMIN] = 1;
    line.c_cc[VTIME] = 0;
    cfsetispeed(&line, speed_of(baud));
    cfsetospeed(&line, speed_of(baud));
    /* what came at another speed, or before anybody listened, is no read */
    return tcsetattr(fd, TCSANOW, &line) == 0 && tcflush(fd, TCIFLUSH) == 0;
}

int serial_open(const char *path, int baud, struct err *err)
{
    int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && make_raw(fd, baud)) {
        return fd;
    }
    err_set(err, ERR_IO, str(STR_READER_CANNOT_OPEN), path, err_reason(errno));
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}
