// A server-side script and the name under which Redis keeps it.
#pragma once

#include <string>
#include <string_view>

namespace rw::store {

class Script {
public:
    Script(std::string_view name, std::string_view body);
    std::string_view name() const { return name_; }
    std::string_view body() const { return body_; }
    std::string const& sha1() const { return sha1_; }

private:
    std::string_view name_;
    std::string body_;
    std::string sha1_;
};

}  // namespace rw::store
