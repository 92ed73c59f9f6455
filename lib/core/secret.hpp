// A secret that cannot be printed by accident.
#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace rw {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::string plain) : plain_{std::move(plain)} {}

    /// The plain text, for the one place that sends it. Never for logs or errors.
    std::string const& reveal() const { return plain_; }
    bool empty() const { return plain_.empty(); }
    friend bool operator==(Secret const&, Secret const&) = default;
    friend std::ostream& operator<<(std::ostream& out, Secret const&) { return out << "***"; }

private:
    std::string plain_;
};

}  // namespace rw
