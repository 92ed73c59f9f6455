// Compiled with the tests' precompiled header, so that it is made: main.cpp is compiled without it.
namespace rw {}
