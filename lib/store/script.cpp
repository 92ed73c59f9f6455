#include "store/script.hpp"

#include "net/digest.hpp"

namespace rw::store {

Script::Script(std::string_view name, std::string_view body)
    : name_{name}, body_{body}, sha1_{net::sha1_hex(body)} {}

}  // namespace rw::store
