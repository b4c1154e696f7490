// Verify a wallet call of Fairdraw, and sign a request to it. Needs nothing but Go.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

const windowSeconds = 300

func sign(secret, id, timestamp string, content []byte) string {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return ""
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(content)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// Verify says whether one of your secrets signed these very bytes, at most five minutes ago.
func Verify(secrets []string, id, timestamp, header string, body []byte, now time.Time) bool {
	at, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || id == "" || strings.Contains(id, ".") {
		return false
	}
	if off := now.Unix() - at; off > windowSeconds || off < -windowSeconds {
		return false
	}
	good := false
	for _, secret := range secrets {
		expected := sign(secret, id, timestamp, body)
		for _, given := range strings.Split(header, " ") {
			// An unreadable secret signs nothing.
			if expected != "" && hmac.Equal([]byte(expected), []byte(given)) {
				good = true
			}
		}
	}
	return good
}

// SignRequest signs a request; the path with its query, as it is sent.
func SignRequest(secret, id, timestamp, method, path string, body []byte) string {
	return sign(secret, id, timestamp, append([]byte(method+" "+path+"."), body...))
}

// go run signing.go verify SECRET,SECRET ID TIMESTAMP SIGNATURES | sign SECRET ID TIMESTAMP METHOD PATH
func main() {
	body, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	a := os.Args[1:]
	if a[0] != "verify" {
		fmt.Println(SignRequest(a[1], a[2], a[3], a[4], a[5], body))
	} else if Verify(strings.Split(a[1], ","), a[2], a[3], a[4], body, time.Now()) {
		fmt.Println("good")
	} else {
		fmt.Println("bad")
	}
}
