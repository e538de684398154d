/*
 * bcryptprimitives.dll for the tests. It stands beside the program and is loaded with it.
 *
 * Wine 8 has no such library, and Rust takes its random bytes from it. It also hands over what the program writes on its console:
 * the console of Wine keeps escape sequences as text, while that of Windows obeys them, so the screen cannot be read back from it.
 * CONSOLE_TEE names the handle that gets the text, as UTF-8.
 */
#include <stdlib.h>
#include <string.h>
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T length)
{
    return SystemFunction036(to, (ULONG)length);
}

static HANDLE tee;

static BOOL WINAPI write_console(HANDLE console, const void *text, DWORD length, DWORD *written, void *reserved)
{
    int bytes = WideCharToMultiByte(CP_UTF8, 0, text, (int)length, NULL, 0, NULL, NULL);
    char *utf8 = malloc(bytes + 1);
    DWORD done;
    BOOL ok;

    (void)console;
    (void)reserved;
    if (!utf8)
        return FALSE;
    WideCharToMultiByte(CP_UTF8, 0, text, (int)length, utf8, bytes, NULL, NULL);
    ok = WriteFile(tee, utf8, bytes, &done, NULL);
    free(utf8);
    if (written)
        *written = length;
    return ok;
}

/* Puts `with` in the place of an imported function of the program. */
static void replace_import(const char *name, ULONG_PTR with)
{
    BYTE *base = (BYTE *)GetModuleHandleW(NULL);
    IMAGE_NT_HEADERS *headers = (IMAGE_NT_HEADERS *)(base + ((IMAGE_DOS_HEADER *)base)->e_lfanew);
    DWORD imports = headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
    IMAGE_IMPORT_DESCRIPTOR *library;

    if (!imports)
        return;
    for (library = (IMAGE_IMPORT_DESCRIPTOR *)(base + imports); library->Name; library++) {
        IMAGE_THUNK_DATA *names = (IMAGE_THUNK_DATA *)(base + library->OriginalFirstThunk);
        IMAGE_THUNK_DATA *slots = (IMAGE_THUNK_DATA *)(base + library->FirstThunk);
        int i;

        for (i = 0; library->OriginalFirstThunk && names[i].u1.AddressOfData; i++) {
            IMAGE_IMPORT_BY_NAME *import = (IMAGE_IMPORT_BY_NAME *)(base + names[i].u1.AddressOfData);
            DWORD access;

            if (IMAGE_SNAP_BY_ORDINAL(names[i].u1.Ordinal) || strcmp((char *)import->Name, name))
                continue;
            if (VirtualProtect(&slots[i], sizeof slots[i], PAGE_READWRITE, &access)) {
                slots[i].u1.Function = with;
                VirtualProtect(&slots[i], sizeof slots[i], access, &access);
            }
        }
    }
}

BOOL WINAPI DllMain(HINSTANCE library, DWORD reason, void *reserved)
{
    WCHAR handle[32];

    (void)library;
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH && GetEnvironmentVariableW(L"CONSOLE_TEE", handle, 32)) {
        tee = (HANDLE)(ULONG_PTR)_wcstoui64(handle, NULL, 10);
        replace_import("WriteConsoleW", (ULONG_PTR)write_console);
    }
    return TRUE;
}
