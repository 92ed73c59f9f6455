// Takes a TOML table apart key by key; whatever is missing, unfit or left over becomes a complaint with its
// place.
#pragma once

#include "core/time.hpp"

#include <toml++/toml.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rw::sim {

class Complaints {
public:
    explicit Complaints(std::string file) : file_{std::move(file)} {}
    void add(toml::source_region const& where, std::string const& what);
    bool none() const { return lines_.empty(); }
    std::string text() const;  ///< one a line

private:
    std::string file_;
    std::vector<std::string> lines_;
};

enum class Need { optional, required };
struct Bounds {
    double low = 0;
    double high = 1;
};

class TableReader {
public:
    /// `name` is how the table is called in complaints: `[sim]`, `[[say]]`.
    TableReader(toml::table const& table, std::string name, Complaints& complaints)
        : table_{table}, name_{std::move(name)}, complaints_{complaints} {}

    void text(std::string_view key, std::string& into, Need need = Need::optional);
    void texts(std::string_view key, std::vector<std::string>& into, Need need = Need::optional);
    void whole(std::string_view key, std::int64_t& into, Bounds bounds);
    void number(std::string_view key, double& into, Bounds bounds);
    void numbers(std::string_view key, std::vector<double>& into, Bounds bounds);
    void flag(std::string_view key, bool& into);
    void span(std::string_view key, Span& into);
    void signed_span(std::string_view key, Span& into);
    void weights(std::string_view key, std::map<std::string, double>& into);

    /// The sub-table, or none; wrong types are complained about.
    std::vector<TableReader> child(std::string_view key);
    std::vector<TableReader> children(std::string_view key);
    std::vector<std::string> keys() const;
    bool holds_text(std::string_view key) const;

    void complain(std::string_view key, std::string const& what);
    /// Refuses what nobody asked for.
    void finish();

private:
    toml::node const* take(std::string_view key, Need need);
    void wrong(toml::node const& node, std::string_view key, std::string_view expected);

    toml::table const& table_;
    std::string name_;
    Complaints& complaints_;
    std::set<std::string, std::less<>> known_{};
};

}  // namespace rw::sim
