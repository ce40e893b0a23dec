/*
 * A driver library for tests, with the functions of NVML that the node agent calls.
 *
 * Everything lies in the folder $FAKE_NVML: "script" is what the test says (lines of "key value", read again when the file
 * changes), "state" is what the cards are set to (it outlives the process, as a driver does), "calls" lists every call.
 *
 *   count 8              cards                         init 9               what nvmlInit returns
 *   epoch 2              a new number restarts the driver: limits, clocks and energy begin anew, handles go stale
 *   fail.NAME 4          NAME returns this             0.fail.NAME 4        for card 0 alone
 *   0.name, 0.uuid, 0.min, 0.max, 0.default, 0.idle, 0.demand, 0.util, 0.temp, 0.reasons, 0.lost, 0.skew, 0.bmc
 *   0.energy 5000        the energy counter, instead of draw over time
 *   0.mig 3:40192,4:40192   compute slices and MiB     0.procs 100:30,200:10   process and its share
 *
 * A card draws what is demanded of it, less at a lower clock (cubic above idle), and never more than its limits.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CARDS 16
#define MAX_CLOCK 1980u
enum { OK = 0, UNINITIALIZED = 1, INVALID = 2, UNSUPPORTED = 3, NOT_FOUND = 6, LOST = 15 };
#define CARD(i) ((void *)(uintptr_t)(0x1000 + (i)))
#define SLICE(i, j) ((void *)(uintptr_t)(0x2000 + 64 * (i) + (j)))

struct card { uint32_t limit, min_clock, max_clock, pad; uint64_t energy_uj, at_ns; };
static struct { uint32_t epoch, pad; struct card cards[CARDS]; } *state;
static char script[65536];
static struct timespec script_time;
static uint32_t opened_epoch;
static int calls = -1;

static const char *path(const char *name) {
    static char text[4096];
    const char *folder = getenv("FAKE_NVML");
    snprintf(text, sizeof text, "%s/%s", folder ? folder : ".", name);
    return text;
}

static void read_script(void) {
    struct stat now;
    if (stat(path("script"), &now) != 0) { script[0] = 0; return; }
    if (memcmp(&now.st_mtim, &script_time, sizeof script_time) == 0) return;
    script_time = now.st_mtim;
    script[0] = '\n';
    int file = open(path("script"), O_RDONLY);
    ssize_t length = file < 0 ? 0 : read(file, script + 1, sizeof script - 2);
    script[length > 0 ? length + 1 : 1] = 0;
    if (file >= 0) close(file);
}

/* The rest of the line after the key, or null. */
static const char *find(const char *key) {
    static char value[512];
    char line[128];
    int length = snprintf(line, sizeof line, "\n%s ", key);
    const char *at = strstr(script, line);
    if (!at) return NULL;
    at += length;
    size_t n = strcspn(at, "\n");
    if (n >= sizeof value) n = sizeof value - 1;
    memcpy(value, at, n);
    value[n] = 0;
    return value;
}

static uint64_t number(const char *key, uint64_t otherwise) {
    const char *value = find(key);
    return value ? strtoull(value, NULL, 0) : otherwise;
}

static const char *of(unsigned i, const char *key) {
    static char text[128];
    snprintf(text, sizeof text, "%u.%s", i, key);
    return text;
}

static uint64_t card_number(unsigned i, const char *key, uint64_t otherwise) { return number(of(i, key), otherwise); }

static uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + now.tv_nsec;
}

static void open_state(void) {
    read_script();
    if (!state) {
        int file = open(path("state"), O_RDWR | O_CREAT, 0666);
        if (file < 0 || ftruncate(file, sizeof *state) != 0) abort();
        state = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        close(file);
        calls = open(path("calls"), O_WRONLY | O_CREAT | O_APPEND, 0666);
    }
    uint32_t epoch = (uint32_t)number("epoch", 1);
    if (state->epoch == epoch) return;
    memset(state, 0, sizeof *state);
    state->epoch = epoch;
    for (unsigned i = 0; i < CARDS; i++) {
        state->cards[i].limit = (uint32_t)card_number(i, "default", 700000);
        state->cards[i].at_ns = now_ns();
    }
}

static int answer(const char *name, int card, uint64_t argument, int result) {
    char line[160];
    int length = snprintf(line, sizeof line, "%s %d %llu = %d\n", name, card, (unsigned long long)argument, result);
    if (calls >= 0 && write(calls, line, length) < 0) abort();
    return result;
}

/* What the script says this call returns, for every card or for this one. */
static int fate(const char *name, int card) {
    char key[96];
    snprintf(key, sizeof key, "fail.%s", name);
    uint64_t all = number(key, OK);
    if (all != OK || card < 0) return (int)all;
    if (card_number(card, "lost", 0)) return LOST;
    return (int)card_number(card, key, OK);
}

static int enter(const char *name, void *handle, unsigned *index) {
    open_state();
    uintptr_t h = (uintptr_t)handle;
    *index = h >= 0x2000 ? (unsigned)(h - 0x2000) / 64 : (unsigned)(h - 0x1000);
    if (opened_epoch != state->epoch) return UNINITIALIZED;
    if (h < 0x1000 || *index >= CARDS || *index >= number("count", 0)) return INVALID;
    return fate(name, (int)*index);
}

static uint32_t enforced(unsigned i) {
    uint64_t bmc = card_number(i, "bmc", UINT32_MAX);
    return bmc < state->cards[i].limit ? (uint32_t)bmc : state->cards[i].limit;
}

static uint32_t clock_of(unsigned i) {
    uint32_t locked = state->cards[i].max_clock;
    return locked && locked < MAX_CLOCK ? locked : MAX_CLOCK;
}

static uint32_t draw(unsigned i) {
    uint64_t idle = card_number(i, "idle", 70000), demand = card_number(i, "demand", idle);
    double share = (double)clock_of(i) / MAX_CLOCK;
    double watts = idle + (demand > idle ? (double)(demand - idle) : 0) * share * share * share;
    return watts < enforced(i) ? (uint32_t)watts : enforced(i);
}

#define GET(NAME, TYPE, VALUE) \
    int nvmlDevice##NAME(void *handle, TYPE *value) { \
        unsigned i; \
        int result = enter(#NAME, handle, &i); \
        if (result == OK) *value = (TYPE)(VALUE); \
        return answer(#NAME, (int)i, 0, result); \
    }

int nvmlInit_v2(void) {
    open_state();
    int result = (int)number("init", OK);
    if (result == OK) opened_epoch = state->epoch;
    return answer("Init", -1, 0, result);
}

int nvmlShutdown(void) { opened_epoch = 0; return answer("Shutdown", -1, 0, OK); }

const char *nvmlErrorString(int code) { return code == 4 ? "Insufficient Permissions" : "the fake driver says so"; }

int nvmlSystemGetDriverVersion(char *text, unsigned length) {
    open_state();
    snprintf(text, length, "550.54.15");
    return answer("SystemGetDriverVersion", -1, 0, OK);
}

int nvmlDeviceGetCount_v2(unsigned *count) {
    open_state();
    int result = opened_epoch == state->epoch ? fate("GetCount", -1) : UNINITIALIZED;
    *count = (unsigned)number("count", 0);
    return answer("GetCount", -1, 0, result);
}

int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **handle) {
    unsigned index;
    int result = enter("GetHandleByIndex", CARD(i), &index);
    *handle = CARD(i);
    return answer("GetHandleByIndex", (int)i, 0, result);
}

int nvmlDeviceGetUUID(void *handle, char *text, unsigned length) {
    unsigned i;
    int result = enter("GetUUID", handle, &i);
    uintptr_t h = (uintptr_t)handle;
    if (h >= 0x2000) snprintf(text, length, "MIG-%u-%u", i, (unsigned)(h - 0x2000) % 64);
    else if (find(of(i, "uuid"))) snprintf(text, length, "%s", find(of(i, "uuid")));
    else snprintf(text, length, "GPU-%u", i);
    return answer("GetUUID", (int)i, 0, result);
}

int nvmlDeviceGetName(void *handle, char *text, unsigned length) {
    unsigned i;
    int result = enter("GetName", handle, &i);
    const char *name = find(of(i, "name"));
    snprintf(text, length, "%s", name ? name : "NVIDIA H100 80GB HBM3");
    return answer("GetName", (int)i, 0, result);
}

GET(GetPowerUsage, unsigned, draw(i))
GET(GetPowerManagementLimit, unsigned, state->cards[i].limit)
GET(GetEnforcedPowerLimit, unsigned, enforced(i))
GET(GetPowerManagementDefaultLimit, unsigned, card_number(i, "default", 700000))
GET(GetCurrentClocksThrottleReasons, unsigned long long, card_number(i, "reasons", 0))

int nvmlDeviceGetTotalEnergyConsumption(void *handle, unsigned long long *value) {
    unsigned i;
    int result = enter("GetTotalEnergyConsumption", handle, &i);
    if (result == OK) {
        uint64_t now = now_ns();
        struct card *card = &state->cards[i];
        card->energy_uj += (now - card->at_ns) / 1000 * draw(i) / 1000;
        card->at_ns = now;
        *value = card_number(i, "energy", card->energy_uj / 1000);
    }
    return answer("GetTotalEnergyConsumption", (int)i, 0, result);
}

int nvmlDeviceGetPowerManagementLimitConstraints(void *handle, unsigned *min, unsigned *max) {
    unsigned i;
    int result = enter("GetPowerManagementLimitConstraints", handle, &i);
    if (result == OK) { *min = (unsigned)card_number(i, "min", 200000); *max = (unsigned)card_number(i, "max", 700000); }
    return answer("GetPowerManagementLimitConstraints", (int)i, 0, result);
}

int nvmlDeviceGetClockInfo(void *handle, int type, unsigned *megahertz) {
    unsigned i;
    int result = enter("GetClockInfo", handle, &i);
    *megahertz = result == OK ? (type == 2 ? 2619 : clock_of(i)) : 0;
    return answer("GetClockInfo", (int)i, type, result);
}

int nvmlDeviceGetMaxClockInfo(void *handle, int type, unsigned *megahertz) {
    unsigned i;
    int result = enter("GetMaxClockInfo", handle, &i);
    *megahertz = type == 2 ? 2619 : MAX_CLOCK;
    return answer("GetMaxClockInfo", (int)i, type, result);
}

int nvmlDeviceGetTemperature(void *handle, int sensor, unsigned *celsius) {
    unsigned i;
    int result = enter("GetTemperature", handle, &i);
    if (result == OK) *celsius = (unsigned)card_number(i, "temp", 41);
    return answer("GetTemperature", (int)i, sensor, result);
}

int nvmlDeviceGetUtilizationRates(void *handle, unsigned *rates) {
    unsigned i;
    int result = enter("GetUtilizationRates", handle, &i);
    if (result == OK) { rates[0] = (unsigned)card_number(i, "util", 0); rates[1] = 0; }
    return answer("GetUtilizationRates", (int)i, 0, result);
}

int nvmlDeviceSetPowerManagementLimit(void *handle, unsigned milliwatts) {
    unsigned i;
    int result = enter("SetPowerManagementLimit", handle, &i);
    if (result == OK && (milliwatts < card_number(i, "min", 200000) || milliwatts > card_number(i, "max", 700000))) result = INVALID;
    if (result == OK) state->cards[i].limit = milliwatts + (uint32_t)card_number(i, "skew", 0);
    return answer("SetPowerManagementLimit", (int)i, milliwatts, result);
}

int nvmlDeviceSetGpuLockedClocks(void *handle, unsigned min, unsigned max) {
    unsigned i;
    int result = enter("SetGpuLockedClocks", handle, &i);
    if (result == OK && (max > MAX_CLOCK || min > max)) result = INVALID;
    if (result == OK) { state->cards[i].min_clock = min; state->cards[i].max_clock = max; }
    return answer("SetGpuLockedClocks", (int)i, max, result);
}

int nvmlDeviceResetGpuLockedClocks(void *handle) {
    unsigned i;
    int result = enter("ResetGpuLockedClocks", handle, &i);
    if (result == OK) state->cards[i].min_clock = state->cards[i].max_clock = 0;
    return answer("ResetGpuLockedClocks", (int)i, 0, result);
}

/* The j-th "a:b" of a list; 0 when there are fewer. */
static int pair(const char *list, unsigned j, unsigned long *a, unsigned long *b) {
    for (; list && *list; j--) {
        char *end;
        *a = strtoul(list, &end, 10);
        *b = strtoul(*end == ':' ? end + 1 : end, &end, 10);
        if (j == 0) return 1;
        list = *end == ',' ? end + 1 : NULL;
    }
    return 0;
}

int nvmlDeviceGetMigMode(void *handle, unsigned *current, unsigned *pending) {
    unsigned i;
    int result = enter("GetMigMode", handle, &i);
    *current = *pending = find(of(i, "mig")) != NULL;
    return answer("GetMigMode", (int)i, 0, result);
}

int nvmlDeviceGetMaxMigDeviceCount(void *handle, unsigned *count) {
    unsigned i;
    int result = enter("GetMaxMigDeviceCount", handle, &i);
    *count = 7;
    return answer("GetMaxMigDeviceCount", (int)i, 0, result);
}

int nvmlDeviceGetMigDeviceHandleByIndex(void *handle, unsigned j, void **slice) {
    unsigned i;
    unsigned long a, b;
    int result = enter("GetMigDeviceHandleByIndex", handle, &i);
    if (result == OK && !pair(find(of(i, "mig")), j, &a, &b)) result = NOT_FOUND;
    *slice = SLICE(i, j);
    return answer("GetMigDeviceHandleByIndex", (int)i, j, result);
}

struct attributes { unsigned multiprocessors, engines[5], gpu_slices, compute_slices; unsigned long long memory_mib; };

int nvmlDeviceGetAttributes_v2(void *handle, struct attributes *value) {
    unsigned i;
    unsigned long slices = 0, memory = 0;
    int result = enter("GetAttributes", handle, &i);
    uintptr_t h = (uintptr_t)handle;
    if (result == OK && (h < 0x2000 || !pair(find(of(i, "mig")), (unsigned)(h - 0x2000) % 64, &slices, &memory))) result = UNSUPPORTED;
    memset(value, 0, sizeof *value);
    value->gpu_slices = value->compute_slices = (unsigned)slices;
    value->memory_mib = memory;
    return answer("GetAttributes", (int)i, 0, result);
}

struct sample { unsigned pid; unsigned long long at; unsigned share, memory, encoder, decoder; };

int nvmlDeviceGetProcessUtilization(void *handle, struct sample *samples, unsigned *count, unsigned long long since) {
    unsigned i, n = 0;
    unsigned long pid, share;
    int result = enter("GetProcessUtilization", handle, &i);
    while (result == OK && n < *count && pair(find(of(i, "procs")), n, &pid, &share)) {
        memset(&samples[n], 0, sizeof samples[n]);
        samples[n].pid = (unsigned)pid;
        samples[n].share = (unsigned)share;
        samples[n].at = since + 1;
        n++;
    }
    if (result == OK && n == 0) result = NOT_FOUND;
    *count = n;
    return answer("GetProcessUtilization", (int)i, 0, result);
}
