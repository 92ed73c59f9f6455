#include "users.hpp"

#include "answers.hpp"
#include "config/load.hpp"
#include "config/named_file.hpp"
#include "core/json.hpp"
#include "net/digest.hpp"
#include "table.hpp"
#include "token_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

namespace rw::cli {
namespace {

constexpr std::size_t token_bytes = 32;

struct Book {
    std::string path;
    std::string text;
    std::vector<config::User> users;
};

Result<std::string> path_of(UserOptions const& options) {
    if (!options.file.empty()) return options.file;
    if (options.config.empty())
        return Failure{Fault::bad_input,
                       "say which users file: --users-file FILE, or --config FILE that names it"};
    auto const loaded = config::load(options.config);
    if (!loaded.config) return Failure{Fault::bad_input, options.config + " is not valid: try check-config"};
    if (loaded.config->http.users_path.empty())
        return Failure{Fault::bad_input, options.config + " names no [http] users_file"};
    return loaded.config->http.users_path;
}

/// What is there; a file that does not exist yet is an empty one.
Result<Book> open_book(UserOptions const& options) {
    auto const path = path_of(options);
    if (!path) return path.error();
    Book book{*path, {}, {}};
    if (config::file_mark(*path).empty()) return book;
    auto users = config::read_users(*path);
    if (!users) return users.error();
    book.users = *std::move(users);
    std::ifstream file{*path};
    book.text.assign(std::istreambuf_iterator<char>{file}, {});
    return book;
}

int refuse(std::string const& why) {
    std::cerr << "replywatch: " << why << "\n";
    return impossible;
}

bool is_name(std::string const& text) {
    bool const plain =
        std::ranges::none_of(text, [](unsigned char c) { return c <= ' ' || c == ',' || c == '#'; });
    return plain && !text.empty() && text.size() <= 64;
}

Result<void> save(Book const& book) {
    auto text = book.text;
    if (text.ends_with('\n')) text.pop_back();  // one is added
    return replace_secret(book.path, Secret{text});
}

}  // namespace

int add_token(UserOptions const& options) {
    if (!is_name(options.name)) return refuse("a name has up to 64 bytes, without blanks, commas and #");
    auto book = open_book(options);
    if (!book) return refuse(book.error().doing);
    if (std::ranges::find(book->users, options.name, &config::User::name) != book->users.end())
        return refuse(options.name + " is there already: revoke it first, or take another name");
    auto const token = net::url_base64(net::random_bytes(token_bytes));
    if (token.empty()) return refuse("the system gives no random bytes");
    if (!book->text.empty() && !book->text.ends_with('\n')) book->text += '\n';
    book->text += net::sha256_hex(token) + "," + options.name + "," + options.role + "\n";
    bool const fresh = config::file_mark(book->path).empty();
    auto const saved = save(*book);
    if (!saved) return refuse(saved.error().doing);
    if (fresh && ::geteuid() == 0)
        std::cerr << "replywatch: " << book->path
                  << " is root's alone: chown it to whom replywatchd runs as\n";
    Json out;
    out.object().field("name", options.name).field("role", options.role).field("token", token).end_object();
    std::cout << (options.json ? out.text() : token) << "\n";
    if (!options.json)
        std::cerr << options.name << " (" << options.role << ") is in " << book->path
                  << ". The token is shown this once.\n";
    return good;
}

int list_tokens(UserOptions const& options) {
    auto const book = open_book(options);
    if (!book) return refuse(book.error().doing);
    if (options.json) {
        Json out;
        out.array();
        for (auto const& user : book->users)
            out.object().field("name", user.name).field("role", user.role).end_object();
        out.end_array();
        std::cout << out.text() << "\n";
        return good;
    }
    Table table{{"NAME", "ROLE"}};
    for (auto const& user : book->users)
        table.add({user.name, user.role});
    table.print(std::cout, terminal_width());
    return good;
}

int revoke_token(UserOptions const& options) {
    auto book = open_book(options);
    if (!book) return refuse(book.error().doing);
    auto const found = std::ranges::find(book->users, options.name, &config::User::name);
    if (found == book->users.end()) return refuse("there is no user " + options.name + " in " + book->path);
    std::istringstream lines{book->text};
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
        bool const theirs = line.find(found->hash) != line.npos;
        if (!theirs) kept += line + "\n";
    }
    book->text = kept;
    auto const saved = save(*book);
    if (!saved) return refuse(saved.error().doing);
    std::cout << options.name << " is revoked\n";
    return good;
}

}  // namespace rw::cli
