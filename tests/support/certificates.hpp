// Certificates of a test's own making: an authority, and servers it vouches for or does not.
#pragma once

#include <string>

namespace rw::test {

struct Certificate {
    std::string certificate_file;  ///< PEM
    std::string key_file;          ///< PEM
};

struct CertificateWish {
    std::string name;          ///< of the server; also the file's
    int valid_from_days = -1;  ///< from today
    int valid_until_days = 30;
    bool self_signed = false;  ///< not vouched for by the authority
};

/// An authority in `folder`: `ca.pem` is what a client is told to trust.
class Authority {
public:
    explicit Authority(std::string folder);
    ~Authority();
    Authority(Authority const&) = delete;
    Authority& operator=(Authority const&) = delete;

    std::string file() const { return folder_ + "/ca.pem"; }
    Certificate issue(CertificateWish const& wish) const;

private:
    struct State;
    std::string folder_;
    State* state_;
};

}  // namespace rw::test
