/* Python's own C code, built on Debian 11, asks for the mathematics of glibc 2.29. The older entries do the same for
   what Python needs (it looks at errno itself), and let the bundle start on glibc 2.28 (UOS 20). */
#if defined(__x86_64__) && defined(__linux__)
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
