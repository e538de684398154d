/*
 * Hands of the tests on the Windows side: owns a console, runs a program in it, types on it, and holds files open.
 *
 * One command a line on standard input, as UTF-8; one line on standard error answers it: "= ANSWER". Standard output is the
 * program's own console text, which the shim sends there.
 *
 *   console COLUMNS ROWS       makes the console
 *   resize COLUMNS ROWS
 *   run COMMAND LINE           starts a program on it
 *   key CODE CHARACTER STATE   presses and releases a key: virtual key code, UTF-16 unit, control key state
 *   burst TEXT                 the keys of a text in one write, as a paste comes; \n stands for Enter, \t for Tab
 *   halves HIGH LOW            the two units of one character: both go down before either comes up
 *   mode                       the modes of its input and of its output
 *   interrupt                  Ctrl-C, for everything on the console
 *   close                      the close button of its window
 *   wait MILLISECONDS          the exit code of the program, or "runs"
 *   kill                       ends the program as the task manager does
 *   hold SHARE PATH            opens a file as another program does; SHARE has the letters r, w and d, or is -
 *   release                    closes that file
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

enum { LONGEST = 65536 };

static HANDLE input = INVALID_HANDLE_VALUE, output = INVALID_HANDLE_VALUE, held = INVALID_HANDLE_VALUE;
static PROCESS_INFORMATION child;

static void answer(const char *text)
{
    fprintf(stderr, "= %s\n", text);
}

/* "ok", or the number of the last error. */
static void answer_whether(BOOL ok)
{
    char text[32];

    snprintf(text, sizeof text, ok ? "ok" : "error %lu", GetLastError());
    answer(text);
}

/* Lives until the next call. */
static WCHAR *utf16(const char *text)
{
    static WCHAR wide[LONGEST];

    if (!MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, LONGEST))
        wide[0] = 0;
    return wide;
}

static INPUT_RECORD record(WORD code, WCHAR unit, DWORD state, BOOL down)
{
    INPUT_RECORD key;

    memset(&key, 0, sizeof key);
    key.EventType = KEY_EVENT;
    key.Event.KeyEvent.bKeyDown = down;
    key.Event.KeyEvent.wRepeatCount = 1;
    key.Event.KeyEvent.wVirtualKeyCode = code;
    key.Event.KeyEvent.wVirtualScanCode = (WORD)MapVirtualKeyW(code, MAPVK_VK_TO_VSC);
    key.Event.KeyEvent.uChar.UnicodeChar = unit;
    key.Event.KeyEvent.dwControlKeyState = state;
    return key;
}

/* Nobody types the next key before the program has read the last one: that would be a paste. */
static void wait_until_read(void)
{
    DWORD left;
    int nth;

    for (nth = 0; nth < 2000 && GetNumberOfConsoleInputEvents(input, &left) && left; nth++)
        Sleep(1);
}

static BOOL press(WORD code, WCHAR unit, DWORD state)
{
    INPUT_RECORD keys[2] = {record(code, unit, state, TRUE), record(code, unit, state, FALSE)};
    DWORD written;
    BOOL ok = WriteConsoleInputW(input, keys, 2, &written) && written == 2;

    wait_until_read();
    return ok;
}

static BOOL burst(const WCHAR *text)
{
    static INPUT_RECORD keys[2 * LONGEST];
    DWORD count = 0, written;

    for (; *text; text++) {
        WCHAR unit = *text;
        WORD code = 0;

        if (unit == '\\' && text[1]) {
            unit = *++text == 'n' ? '\r' : *text == 't' ? '\t' : *text;
            code = unit == '\r' ? VK_RETURN : unit == '\t' ? VK_TAB : 0;
        }
        keys[count++] = record(code, unit, 0, TRUE);
        keys[count++] = record(code, unit, 0, FALSE);
    }
    return WriteConsoleInputW(input, keys, count, &written) && written == count;
}

static BOOL halves(WCHAR high, WCHAR low)
{
    INPUT_RECORD keys[4] = {record(0, high, 0, TRUE), record(0, low, 0, TRUE), record(0, high, 0, FALSE), record(0, low, 0, FALSE)};
    DWORD written;

    return WriteConsoleInputW(input, keys, 4, &written) && written == 4;
}

static BOOL resize(SHORT columns, SHORT rows)
{
    /* The window must never be larger than its buffer. */
    SMALL_RECT smallest = {0, 0, 0, 0}, window = {0, 0, columns - 1, rows - 1};
    COORD buffer = {columns, rows};
    INPUT_RECORD told;
    DWORD written;

    if (!SetConsoleWindowInfo(output, TRUE, &smallest) || !SetConsoleScreenBufferSize(output, buffer)
        || !SetConsoleWindowInfo(output, TRUE, &window))
        return FALSE;
    /* Wine tells of the buffer before the window has its size; Windows changes both at once, and tells then. */
    memset(&told, 0, sizeof told);
    told.EventType = WINDOW_BUFFER_SIZE_EVENT;
    told.Event.WindowBufferSizeEvent.dwSize = buffer;
    return WriteConsoleInputW(input, &told, 1, &written) && written == 1;
}

static BOOL WINAPI survive(DWORD event)
{
    (void)event;
    return TRUE;
}

static BOOL console(SHORT columns, SHORT rows)
{
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    HANDLE tee = GetStdHandle(STD_OUTPUT_HANDLE);
    WCHAR number[32];

    FreeConsole();
    if (!AllocConsole())
        return FALSE;
    input = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING, 0, NULL);
    output = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING, 0, NULL);
    SetConsoleCtrlHandler(survive, TRUE);
    _snwprintf(number, 32, L"%llu", (unsigned long long)(ULONG_PTR)tee);
    return input != INVALID_HANDLE_VALUE && output != INVALID_HANDLE_VALUE && SetHandleInformation(tee, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT)
        && SetEnvironmentVariableW(L"CONSOLE_TEE", number) && resize(columns, rows);
}

static BOOL run(WCHAR *line)
{
    STARTUPINFOW start;

    memset(&start, 0, sizeof start);
    start.cb = sizeof start;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = input;
    start.hStdOutput = output;
    start.hStdError = output;
    /* A program inherits whether its starter ignores Ctrl-C. */
    SetConsoleCtrlHandler(NULL, FALSE);
    return CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child);
}

static BOOL hold(const char *share, const WCHAR *path)
{
    DWORD others = (strchr(share, 'r') ? FILE_SHARE_READ : 0) | (strchr(share, 'w') ? FILE_SHARE_WRITE : 0)
        | (strchr(share, 'd') ? FILE_SHARE_DELETE : 0);

    held = CreateFileW(path, GENERIC_READ, others, NULL, OPEN_EXISTING, 0, NULL);
    return held != INVALID_HANDLE_VALUE;
}

static void answer_exit(DWORD patience)
{
    char text[32];
    DWORD code;

    if (WaitForSingleObject(child.hProcess, patience) != WAIT_OBJECT_0 || !GetExitCodeProcess(child.hProcess, &code)) {
        answer("runs");
        return;
    }
    snprintf(text, sizeof text, "%lu", code);
    answer(text);
}

static void answer_modes(void)
{
    DWORD in = 0, out = 0;
    char text[64];

    GetConsoleMode(input, &in);
    GetConsoleMode(output, &out);
    snprintf(text, sizeof text, "%lu %lu", in, out);
    answer(text);
}

static void obey(const char *verb, char *rest)
{
    int a = 0, b = 0, c = 0;

    sscanf(rest, "%d %d %d", &a, &b, &c);
    if (!strcmp(verb, "console"))
        answer_whether(console((SHORT)a, (SHORT)b));
    else if (!strcmp(verb, "resize"))
        answer_whether(resize((SHORT)a, (SHORT)b));
    else if (!strcmp(verb, "run"))
        answer_whether(run(utf16(rest)));
    else if (!strcmp(verb, "key"))
        answer_whether(press((WORD)a, (WCHAR)b, (DWORD)c));
    else if (!strcmp(verb, "burst"))
        answer_whether(burst(utf16(rest)));
    else if (!strcmp(verb, "halves"))
        answer_whether(halves((WCHAR)a, (WCHAR)b));
    else if (!strcmp(verb, "mode"))
        answer_modes();
    else if (!strcmp(verb, "interrupt"))
        answer_whether(GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0));
    else if (!strcmp(verb, "close")) {
        BOOL posted = PostMessageW(GetConsoleWindow(), WM_CLOSE, 0, 0);

        /* Or this program would be closed with it. */
        FreeConsole();
        answer_whether(posted);
    } else if (!strcmp(verb, "wait"))
        answer_exit((DWORD)a);
    else if (!strcmp(verb, "kill"))
        answer_whether(TerminateProcess(child.hProcess, 9));
    else if (!strcmp(verb, "hold")) {
        char *path = strchr(rest, ' ');

        if (path)
            *path++ = 0;
        answer_whether(path && hold(rest, utf16(path)));
    } else if (!strcmp(verb, "release"))
        answer_whether(CloseHandle(held));
    else
        answer("unknown");
}

int main(void)
{
    static char line[LONGEST];

    setvbuf(stderr, NULL, _IONBF, 0);
    answer("ready");
    while (fgets(line, sizeof line, stdin)) {
        char *rest;

        line[strcspn(line, "\r\n")] = 0;
        rest = strchr(line, ' ');
        if (rest)
            *rest++ = 0;
        obey(line, rest ? rest : line + strlen(line));
    }
    if (child.hProcess)
        TerminateProcess(child.hProcess, 9);
    return 0;
}
